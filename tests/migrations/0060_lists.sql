-- An issue of each end, so that the new orders meet open and closed ones: those of the migrations before are enough.
select 1;
