-- Messages begin with none; people who are there already get mails about everything.
select 1;
