-- Issues in review and registered ones are there from the migrations before, so that the new indexes meet rows.
select 1;
