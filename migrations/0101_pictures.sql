-- Whoever rectifies sees what was found: the files of the answer that raised an issue of theirs, beside those of the issue itself.
drop policy read on evidence;
create policy read on evidence for select using (
    in_scope_as(path, 'officer', 'reviewer', 'leader', 'supervisor', 'system')
    or (in_scope_as(path, 'owner')
        and (subject_kind = 'issue' and exists (select from issue i where i.id = subject_id)
             or subject_kind = 'answer' and exists (select from issue i where i.origin_answer = subject_id))));
