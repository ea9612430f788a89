-- configuration/uses.sql: how often the configurations of an account were followed, and when last.
-- Counted up to $2 each, by the index on the configuration: what ended long ago is not known any more.
select c.id, u.uses, l.last_at
  from model_config c
 cross join lateral (select count(*) as uses
                       from (select from request r where r.model_config_id = c.id limit $2) as found) as u
  left join lateral (select r.created_at as last_at
                       from request r
                      where r.model_config_id = c.id
                      order by r.id desc
                      limit 1) as l on true
 where c.account_id = $1
