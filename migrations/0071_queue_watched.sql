-- How much waits, by kind: read from what is not done alone.
create index job_undone on job (kind) where done_at is null;
