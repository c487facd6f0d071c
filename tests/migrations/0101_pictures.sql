-- Evidence of issues and answers is there from the migrations before.
select 1;
