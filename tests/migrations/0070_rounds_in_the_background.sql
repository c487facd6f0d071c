-- Rounds with their inspections: those of the migrations before are enough.
select 1;
