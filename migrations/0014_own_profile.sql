-- A unit declares its own profile; a unit above only confirms it. The policies alone cannot tell the columns of one row apart.
drop policy add on unit_profile;
create policy add on unit_profile for insert with check (
    path = current_setting('zicha.scope', true) and in_scope_as(path, 'officer'));

create function profile_is_declared_by_its_unit() returns trigger language plpgsql as $$
begin
    if new.path is distinct from current_setting('zicha.scope', true) then
        raise insufficient_privilege using message = 'a profile is declared by its own unit';
    end if;
    return new;
end $$;
create trigger declared_by_its_unit before update of flags on unit_profile for each row
    when (new.flags is distinct from old.flags) execute function profile_is_declared_by_its_unit();
