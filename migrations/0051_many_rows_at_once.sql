-- Many people and systems come in one statement: what is looked up by words is written once for the statement instead of
-- once for each row.
create function keep_search_entries() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if tg_table_name = 'person' then
        insert into search_entry (id, kind, code, name, parts)
        select id, 'person', lower(coalesce(staff_no, '')), lower(name), word_parts(lower(name)) || place_parts(array['person'], path)
          from added;
    else
        insert into search_entry (id, kind, code, name, parts)
        select id, 'system', '', lower(name || ' ' || filing_no),
               word_parts(lower(name || ' ' || filing_no)) || place_parts(array['system'], path)
          from added;
    end if;
    return null;
end $$;

drop trigger searched on person;
drop trigger searched on system;
create trigger searched_at_first after insert on person referencing new table as added for each statement
    execute function keep_search_entries();
create trigger searched_at_first after insert on system referencing new table as added for each statement
    execute function keep_search_entries();
create trigger searched after update of path, name, staff_no on person for each row execute function keep_search_entry();
create trigger searched after update of path, name, filing_no on system for each row execute function keep_search_entry();
