-- Jobs of each end, to meet the new index: those of the migrations before are enough.
select 1;
