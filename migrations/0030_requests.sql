-- 延期 and 挂账管控: what an owner or officer asks for and somebody else decides. A row is written when it is asked and once more when
-- it is decided; nothing of it is ever rewritten.
create table issue_request (
    id            uuid primary key,
    issue_id      uuid not null,
    unit_id       uuid not null,
    path          text collate "C" not null,
    kind          text not null check (kind in ('extension', 'risk')),
    asked_by      uuid not null references person,
    asked_at      timestamptz not null,
    reason        text not null check (reason <> ''),
    -- What protects meanwhile: 临时处置 of an extension, 补偿措施 of a registered risk.
    measure       text not null check (measure <> ''),
    until         date not null,
    decided_by    uuid references person,
    decided_at    timestamptz,
    outcome       text check (outcome in ('approved', 'shortened', 'refused', 'lapsed')),
    granted_until date,
    remark        text not null default '',
    foreign key (issue_id, unit_id, path) references issue (id, unit_id, path) on update cascade,
    constraint issue_request_decision_is_whole check ((decided_at is null) = (outcome is null)),
    constraint issue_request_lapses_by_itself check ((decided_by is not null) = (outcome is not null and outcome <> 'lapsed')),
    constraint issue_request_grant_is_whole check ((granted_until is not null) = (outcome is not null and outcome in ('approved', 'shortened'))),
    constraint issue_request_grants_no_more check (granted_until <= until),
    constraint issue_request_is_decided_by_another check (decided_by <> asked_by)
);
create unique index issue_request_one_pending on issue_request (issue_id) where decided_at is null;
create index issue_request_pending_by_place on issue_request (path, id) where decided_at is null;
create index issue_request_by_issue on issue_request (issue_id, id);

alter table issue_request enable row level security, force row level security;
create policy read on issue_request for select using (
    in_scope_as(path, 'officer', 'reviewer', 'leader', 'supervisor', 'system')
    or (in_scope_as(path, 'owner') and exists (select from issue i where i.id = issue_id)));
create policy add on issue_request for insert with check (
    in_scope_as(path, 'officer', 'owner', 'leader', 'reviewer', 'supervisor', 'system')
    and (asked_by = acting_person() or acting_as('system')));
create policy decide on issue_request for update using (
    decided_at is null and in_scope_as(path, 'officer', 'reviewer', 'leader', 'supervisor', 'system'))
    with check (in_scope_as(path, 'officer', 'reviewer', 'leader', 'supervisor', 'system'));
grant select, insert on issue_request to zicha_app;
grant update (decided_by, decided_at, outcome, granted_until, remark) on issue_request to zicha_app;

-- A deadline that was granted, and the one that a registered risk has when its time is over.
alter table deadline drop constraint deadline_why_check;
alter table deadline add constraint deadline_why_check check (why in ('first', 'severity', 'reopened', 'extended', 'registered'));
drop policy add on deadline;
create policy add on deadline for insert with check (in_scope_as(path, 'officer', 'reviewer', 'supervisor', 'leader', 'system'));

-- A leader decides, and by that changes deadline and state of an issue that is not assigned to them, but nothing else of it.
create or replace function works_on_issue(path text, owner uuid) returns boolean language sql stable as $$
    select case when current_setting('zicha.scope', true) <> '' and starts_with(path, current_setting('zicha.scope', true))
                 and (current_setting('zicha.role', true) in ('officer', 'reviewer', 'supervisor', 'leader', 'system')
                      or (current_setting('zicha.role', true) = 'owner' and owner = nullif(current_setting('zicha.person', true), '')::uuid))
                then 1 else 0 end <> 0
$$;
create function leader_only_decides() returns trigger language plpgsql as $$
begin
    if acting_as('leader') and old.owner_id is distinct from acting_person()
       and ((new.severity, new.owner_id, new.interim_due, new.interim_measure, new.interim_on, new.submissions, new.returns, new.opened_at)
             is distinct from
            (old.severity, old.owner_id, old.interim_due, old.interim_measure, old.interim_on, old.submissions, old.returns, old.opened_at)
            or new.state not in (old.state, 'registered')) then
        raise insufficient_privilege using message = 'a leader decides about an issue and does not work on it';
    end if;
    return new;
end $$;
create trigger leader_only_decides before update on issue for each row execute function leader_only_decides();

-- What waits for a decision: of the leader's own unit, or below the unit of whoever decides above; never what the person asked for,
-- nor the registration of their own issue. It reads as whoever asks, within the policies.
create function requests_to_decide(own uuid, below text, who uuid, root boolean)
returns table (issue_id uuid, kind text, until date) language sql stable as $$
    select r.issue_id, r.kind, r.until
      from issue_request r join issue i on i.id = r.issue_id
     cross join lateral (select case when r.kind = 'risk' then i.severity in ('critical', 'high')
                                     else i.severity = 'critical' or exists (
                                          select from issue_request e where e.issue_id = r.issue_id and e.kind = 'extension'
                                             and e.granted_until is not null) end as above) d
     where r.decided_at is null and i.state in ('awaiting', 'rectifying') and r.asked_by <> who
       and (r.kind = 'extension' or i.owner_id <> who)
       and ((r.unit_id = own and (not d.above or root))
            or (r.path > below and r.path < left(below, -1) || '0' and d.above))
$$;
