-- Issues begin with no paper.
select 1;
