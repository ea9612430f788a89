-- Which of these calls are settled already. The accounts are locked, so nobody settles them meanwhile.
select id from request where id = any($1)
