-- Issues are there from the migrations before; none of them was imported.
select 1;
