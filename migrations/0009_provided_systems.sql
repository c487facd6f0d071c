-- Whether a unit provides systems 统建 is asked with every answer that it saves.
create index system_by_provider on system (provided_by) where provided_by is not null;
