-- Issues are there from the migrations before; nobody has said anything about them yet.
select 1;
