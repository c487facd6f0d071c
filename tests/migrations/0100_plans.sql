-- Issues are there from the migrations before; none of them has a plan yet.
select 1;
