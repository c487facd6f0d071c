-- Checklists: editions as they were published. They belong to no unit, because every unit inspects by the same words; so
-- everybody who has entered reads them, and only the program itself adds one. Nothing of a published edition changes.

create table checklist (
    id           uuid primary key,
    code         text not null,
    version      text not null,
    title        text not null,
    head         jsonb not null,
    published_at timestamptz not null,
    constraint checklist_version_key unique (code, version)
);

create table checklist_item (
    id           uuid primary key,
    checklist_id uuid not null references checklist,
    position     integer not null check (position > 0),
    code         text not null check (code ~ '^[A-Z]{2,6}-[0-9]{2,3}$'),
    body         jsonb not null,
    constraint checklist_item_code_key unique (checklist_id, code),
    constraint checklist_item_position_key unique (checklist_id, position)
);

create function published_stays() returns trigger language plpgsql as $$
begin
    raise exception 'a published checklist does not change' using errcode = 'restrict_violation';
end $$;
create trigger published_stays before update or delete on checklist for each row execute function published_stays();
create trigger published_stays before update or delete on checklist_item for each row execute function published_stays();

alter table checklist enable row level security, force row level security;
alter table checklist_item enable row level security, force row level security;
create policy read on checklist for select using (true);
create policy add on checklist for insert with check (acting_as('system'));
create policy read on checklist_item for select using (true);
create policy add on checklist_item for insert with check (acting_as('system'));
grant select, insert on checklist, checklist_item to zicha_app;
