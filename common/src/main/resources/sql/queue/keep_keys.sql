-- Keeps what these keys stand for from now on. Fails with ML409 when one of them stands for something
-- else than what was found before. The accounts are locked.
select keep_keys($1, $2, $3, $4, $5, $6, $7, $8)
