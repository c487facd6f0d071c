-- Whether a mail to this person waits is asked of many people at once before they are invited.
create index job_waiting_for on job (person_id, kind) where done_at is null and given_up_at is null and person_id is not null;
