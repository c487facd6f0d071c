-- The ladder of reminders: what was sent about which date of an issue, so that nothing goes out twice, whoever sends it and
-- however the clock jumps; and on which day each unit was last seen to.
create table reminder (
    issue_id      uuid not null,
    unit_id       uuid not null,
    path          text collate "C" not null,
    about         text not null check (about in ('deadline', 'review', 'registration')),
    date          date not null,
    -- Working days after the date, negative before it; the second is those on the day of sending.
    rung          integer not null,
    "offset"      integer not null check ("offset" >= rung),
    sent_on       date not null,
    sent_at       timestamptz not null,
    told          text[] not null,
    -- The unit above whose next digest carries it.
    above_id      uuid references unit,
    above_told_at timestamptz,
    primary key (issue_id, about, date, rung),
    constraint reminder_above_is_whole check (above_told_at is null or above_id is not null),
    foreign key (issue_id, unit_id, path) references issue (id, unit_id, path) on update cascade
);
create index reminder_for_above on reminder (above_id, issue_id) where above_id is not null and above_told_at is null;
create index reminder_of_unit on reminder (unit_id, sent_at);
create index reminder_by_path on reminder (path, sent_on);

create table reminder_day (
    unit_id uuid primary key,
    path    text collate "C" not null,
    day     date not null,
    foreign key (unit_id, path) references unit (id, path) on update cascade
);
create index reminder_day_by_path on reminder_day (path);

alter table reminder enable row level security, force row level security;
alter table reminder_day enable row level security, force row level security;
create policy read on reminder for select using (in_scope_as(path, 'officer', 'reviewer', 'leader', 'supervisor', 'system'));
create policy keep on reminder using (in_scope_as(path, 'system')) with check (in_scope_as(path, 'system'));
create policy keep on reminder_day using (in_scope_as(path, 'system')) with check (in_scope_as(path, 'system'));
grant select, insert on reminder to zicha_app;
grant update (above_told_at) on reminder to zicha_app;
grant select, insert on reminder_day to zicha_app;
grant update (day) on reminder_day to zicha_app;

create index issue_of_unit_in_review on issue (unit_id, submitted_on) where state = 'reviewing';
create index issue_of_unit_registered on issue (unit_id, registered_until) where state = 'registered';

-- What comes round by the clock is one job at a time, however many instances ask for it.
alter table job add column rounds boolean not null default false;
create unique index job_comes_round_once on job (kind) where rounds and done_at is null and given_up_at is null;
create index job_came_round on job (kind, done_at) where rounds;
create policy clear on job for delete using (rounds and acting_as('system'));
grant delete on job to zicha_app;
