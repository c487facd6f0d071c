-- 屡查屡犯: an issue that was closed before and is found again. `occurrence` counts the chain; 1 is the first time.
alter table issue
    add column repeats_id uuid references issue,
    add column occurrence integer not null default 1 check (occurrence > 0),
    add constraint issue_repeat_is_whole check ((repeats_id is not null) = (occurrence > 1));
create index issue_of_unit_closed on issue (unit_id, closed_at) where state = 'closed';
