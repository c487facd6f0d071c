-- 督办: a numbered paper about an issue with a date of its own. A row is written when it is made, signed for, answered and looked at by
-- whoever made it; nothing of it is ever rewritten.
create table supervision (
    id              uuid primary key,
    year            integer not null,
    no              integer not null,
    issue_id        uuid not null,
    unit_id         uuid not null,
    path            text collate "C" not null,
    demand          text not null check (demand <> ''),
    due             date not null,
    made_by         uuid not null references person,
    made_at         timestamptz not null,
    acknowledged_by uuid references person,
    acknowledged_at timestamptz,
    answered_by     uuid references person,
    answered_at     timestamptz,
    answer          text check (answer <> ''),
    seen_at         timestamptz,
    foreign key (issue_id, unit_id, path) references issue (id, unit_id, path) on update cascade,
    constraint supervision_number_key unique (year, no),
    constraint supervision_acknowledgement_is_whole check (num_nulls(acknowledged_by, acknowledged_at) in (0, 2)),
    constraint supervision_answer_is_whole check (num_nulls(answered_by, answered_at, answer) in (0, 3)),
    constraint supervision_goes_its_way check (
        (answered_at is null or acknowledged_at is not null) and (seen_at is null or answered_at is not null)),
    constraint supervision_is_answered_by_another check (acknowledged_by <> made_by and answered_by <> made_by)
);
create unique index supervision_one_open on supervision (issue_id) where answered_at is null;
create index supervision_by_issue on supervision (issue_id, id);
create index supervision_open_by_unit on supervision (unit_id, due, id) where answered_at is null;
create index supervision_unseen on supervision (made_by, id) where answered_at is not null and seen_at is null;
create index supervision_by_path on supervision (path, id);

alter table supervision enable row level security, force row level security;
create policy read on supervision for select using (
    in_scope_as(path, 'officer', 'reviewer', 'leader', 'supervisor', 'system')
    or (in_scope_as(path, 'owner') and exists (select from issue i where i.id = issue_id)));
create policy add on supervision for insert with check (
    in_scope_as(path, 'leader', 'supervisor') and made_by = acting_person());
create policy change on supervision for update using (in_scope_as(path, 'officer', 'owner', 'reviewer', 'leader', 'supervisor'))
    with check (in_scope_as(path, 'officer', 'owner', 'reviewer', 'leader', 'supervisor'));
grant select, insert on supervision to zicha_app;
grant update (acknowledged_by, acknowledged_at, answered_by, answered_at, answer, seen_at) on supervision to zicha_app;

-- A row per level of the tree, so that a unit, a district and the city read a short range each.
create table supervision_scope (
    ancestor       text collate "C" not null,
    supervision_id uuid not null references supervision,
    answered       boolean not null,
    primary key (ancestor, supervision_id)
);
create index supervision_scope_open on supervision_scope (ancestor, supervision_id) where not answered;
create index supervision_scope_by_paper on supervision_scope (supervision_id);
alter table supervision_scope enable row level security;
create policy read on supervision_scope for select using (
    in_scope_as(ancestor, 'officer', 'owner', 'reviewer', 'leader', 'supervisor', 'system'));
grant select on supervision_scope to zicha_app;

create function keep_supervision_scope() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if tg_op = 'UPDATE' and new.path <> old.path then
        delete from supervision_scope where supervision_id = new.id;
    end if;
    if tg_op = 'INSERT' or new.path <> old.path then
        insert into supervision_scope (ancestor, supervision_id, answered)
        select left(new.path, i), new.id, new.answered_at is not null
          from generate_series(1, length(new.path)) i where substr(new.path, i, 1) = '/';
    elsif (new.answered_at is null) <> (old.answered_at is null) then
        update supervision_scope set answered = new.answered_at is not null where supervision_id = new.id;
    end if;
    return null;
end $$;
create trigger supervision_scope after insert or update on supervision for each row execute function keep_supervision_scope();

-- 督办〔2026〕1号: a sequence per year, as for issues.
create function next_supervision_no(year integer) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if year not between 2000 and 2999 then raise exception 'no year for a paper: %', year; end if;
    if to_regclass('supervision_no_' || year) is null then
        perform pg_advisory_xact_lock(hashtextextended('supervision_no', year));
        execute format('create sequence if not exists supervision_no_%s', year);
    end if;
    return nextval(('supervision_no_' || year)::regclass);
end $$;
