-- balance/forget_notices.sql: forget notices that ended long ago.
delete from balance_notice where due_at is null and updated_at < $1
