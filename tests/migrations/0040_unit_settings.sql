-- Holidays that the organisation keeps already, and their number.
insert into holiday_year (year, body, changed_at)
values (2031, '{"year": 2031, "off": [["2031-01-01", "2031-01-01"]], "work": []}', '2026-11-20T01:00:00Z')
on conflict do nothing;
