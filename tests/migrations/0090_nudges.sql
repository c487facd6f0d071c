-- Issues begin with no nudge.
select 1;
