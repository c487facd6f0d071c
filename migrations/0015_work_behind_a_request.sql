-- Work that goes on after the request has been answered: the program acts through the post that asked for it, sees and may
-- what that post sees and may, and nothing once the post has ended or the account is closed. There is no session by then.
create function enter_post(which uuid, today date, local boolean)
returns table (
    session_id uuid, person_id uuid, person_name text, language text, post_id uuid, role text,
    unit_id uuid, unit_path text, unit_name text, posts jsonb, stale boolean
) language plpgsql security definer set search_path = public, pg_temp set plan_cache_mode = 'force_generic_plan' as $$
declare hit record;
begin
    perform set_config('zicha.role', 'system', local), set_config('zicha.scope', '1/', local), set_config('zicha.person', '', local);
    select p.id as person_id, p.name as person_name, p.language, o.id as post_id, o.role,
           u.id as unit_id, u.path as unit_path, u.name as unit_name
      into hit
      from post o
      join person p on p.id = o.person_id
      join account a on a.person_id = p.id and a.disabled_at is null
      join unit u on u.id = o.unit_id
     where o.id = which and o.starts_on <= today and (o.ends_on is null or o.ends_on >= today);
    if not found then
        perform set_config('zicha.role', '', local), set_config('zicha.scope', '', local);
        return;
    end if;
    perform set_config('zicha.role', hit.role, local), set_config('zicha.scope', hit.unit_path, local),
            set_config('zicha.person', hit.person_id::text, local);
    return query select '00000000-0000-0000-0000-000000000000'::uuid, hit.person_id, hit.person_name, hit.language, hit.post_id,
                        hit.role, hit.unit_id, hit.unit_path, hit.unit_name, '[]'::jsonb, false;
end $$;
