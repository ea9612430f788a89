-- Keeps a secret unless one of that name is there; read_secret.sql then says which one counts.
insert into shared_secret (name, value) values ($1, $2) on conflict (name) do nothing
