-- The ladder also tells of the date of a 督办单, and the leader's digest of a 催办.
alter table reminder drop constraint reminder_about_check,
    add constraint reminder_about_check check (about in ('deadline', 'review', 'registration', 'supervision', 'nudge')) not valid;
alter table reminder validate constraint reminder_about_check;
