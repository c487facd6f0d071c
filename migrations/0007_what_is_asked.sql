-- What a round asks, in full: the events of its period, answers given by the providing unit, answers taken over from the round
-- before, who took part; and what became of a unit that no longer exists.

-- A closed unit owes no inspection any more. Its rows stay.
alter table unit add column closed_on date;

-- Events that let items be asked although their own period is longer: of the whole round, and of the unit alone (none: its officer has not looked yet).
alter table round add column events text[] not null default '{}'
    constraint round_events check (events <@ array['new_system', 'alert', 'vendor_notice', 'incident']);
alter table inspection
    add column events text[] constraint inspection_events check (events <@ array['new_system', 'alert', 'vendor_notice', 'incident']),
    -- Who took part: 安全管理, 运行维护, 技术支持.
    add column party_security text not null default '',
    add column party_operations text not null default '',
    add column party_support text not null default '',
    -- What the unit was called when the sheet was handed in.
    add column unit_name text;
grant update (events, party_security, party_operations, party_support, unit_name) on inspection to zicha_app;

-- An answer given by the unit above that provides the system 统建, kept when the sheet is handed in; and one that was taken over
-- from an earlier round, with the evidence that it had there.
alter table answer
    add column above text,
    add column taken_from uuid references answer,
    drop constraint answer_source,
    add constraint answer_source check (source in ('person', 'records', 'above')),
    add constraint answer_above_names_its_unit check ((above is not null) = (source = 'above')),
    add constraint answer_taken_over_passes check (taken_from is null or (result = 'pass' and source = 'person'));
grant update (above, taken_from) on answer to zicha_app;

-- What a unit's computed items are made from.
create index issue_of_unit on issue (unit_id, id);

-- What the units above answered in the same round for the systems that they provide to this inspection's unit: result, time and
-- name of the unit, of inheritable items alone; `whole` when it answers what is asked of important systems too. The provider is
-- known by a system of the same name in its own register; where that one is provided from further above, whoever stands highest
-- in the round answers. Nothing else of a unit above can be read.
create function answered_above(asking uuid)
returns table (system_id uuid, unit_name text, whole boolean, code text, result text, answered_at timestamptz)
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    role text := current_setting('zicha.role', true);
    scope text := current_setting('zicha.scope', true);
    own inspection%rowtype;
begin
    if coalesce(scope, '') = '' then return; end if;
    perform set_config('zicha.role', 'system', true), set_config('zicha.scope', '1/', true);
    select i.* into own from inspection i where i.id = asking;
    perform set_config('zicha.role', role, true), set_config('zicha.scope', scope, true);
    if not coalesce(in_scope_as(own.path, 'officer', 'reviewer', 'supervisor', 'leader'), false) then return; end if;
    perform set_config('zicha.role', 'system', true), set_config('zicha.scope', '1/', true);
    return query
        with recursive chain as (
            select m.id as mine, m.name as called, m.provided_by as above, 1 as step
              from system m where m.unit_id = own.unit_id and m.provided_by is not null and m.status <> 'retired'
            union all
            select c.mine, c.called, y.provided_by, c.step + 1
              from chain c join system y on y.unit_id = c.above and y.name = c.called and y.status <> 'retired'
             where y.provided_by is not null and c.step < 16
        ), provider as (
            select distinct on (c.mine) c.mine, u.name, y.id as theirs, y.important, p.id as inspection
              from chain c
              join unit u on u.id = c.above and u.id <> own.unit_id and starts_with(own.path, u.path)
              join system y on y.unit_id = u.id and y.name = c.called and y.status <> 'retired'
              join inspection p on p.round_id = own.round_id and p.unit_id = u.id
             order by c.mine, c.step desc
        )
        select v.mine, v.name, v.important, a.code, a.result, a.answered_at
          from provider v
          left join (answer a join round r on r.id = own.round_id
                              join checklist_item k on k.checklist_id = r.checklist_id and k.code = a.code
                                                   and (k.body ->> 'inheritable')::boolean)
                 on a.inspection_id = v.inspection and a.subject_id = v.theirs and a.source = 'person' and a.result <> 'open';
    perform set_config('zicha.role', role, true), set_config('zicha.scope', scope, true);
end $$;

-- Whether an officer's post stood on this day in the unit or in one above it: whoever is charged with its inspection.
create function has_officer(whose text, on_day date) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    role text := current_setting('zicha.role', true);
    scope text := current_setting('zicha.scope', true);
    found_one boolean;
begin
    if not coalesce(in_scope_as(whose, 'officer', 'reviewer', 'supervisor', 'leader'), false) then return null; end if;
    perform set_config('zicha.role', 'system', true), set_config('zicha.scope', '1/', true);
    select exists (
        select from generate_series(1, length(whose)) i join post o on o.path = left(whose, i) and o.role = 'officer'
         where substr(whose, i, 1) = '/' and o.starts_on <= on_day and (o.ends_on is null or o.ends_on >= on_day)) into found_one;
    perform set_config('zicha.role', role, true), set_config('zicha.scope', scope, true);
    return found_one;
end $$;
