-- Dooms objects before they are written, so that whoever writes them need not live to delete them.
insert into doomed_object (object_key, due_at)
select unnest($1::text[]), $2
    on conflict (object_key) do nothing
