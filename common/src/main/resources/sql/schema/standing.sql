-- Up to which version migrations were applied here, and whether all of them succeeded.
select max(version::integer) as newest, coalesce(bool_and(success), false) as sound
  from flyway_schema_history
 where version is not null
