// The account and its ledger, for services that keep them in PostgreSQL.
import pg from 'pg';
import { KEY_HASHES, PRICE_NANOS } from './service.mjs';

export function pool(max) {
  return new pg.Pool({ connectionString: process.env.DATABASE_URL, max });
}

export async function makeLedger(db) {
  await db.query(`
    create table if not exists account (
      id bigint generated always as identity primary key,
      key_sha256 text not null unique, balance bigint not null);
    create table if not exists ledger (
      job_id text primary key, account_id bigint not null references account,
      amount bigint not null, at timestamptz not null default now())`);
  await db.query(
    `insert into account (key_sha256, balance)
     select hash, 1000000000000000 from unnest($1::text[]) as k (hash) on conflict do nothing`,
    [KEY_HASHES]);
}

export async function findAccount(db, hash) {
  const { rows } = await db.query('select id, balance from account where key_sha256 = $1', [hash]);
  return rows[0] && { id: rows[0].id, balance: Number(rows[0].balance) };
}

/** Charges jobs that have run, all in one statement; a job is charged once, however often it ran. */
export async function charge(db, jobs) {
  await db.query(
    `with charged as (
       insert into ledger (job_id, account_id, amount)
       select * from unnest($1::text[], $2::bigint[], $3::bigint[])
       on conflict do nothing returning account_id, amount),
     sums as (select account_id, sum(amount) as amount from charged group by account_id),
     locked as (select id from account where id in (select account_id from sums) order by id for update)
     update account a set balance = balance - s.amount from sums s join locked l on l.id = s.account_id
      where a.id = s.account_id`,
    [jobs.map((job) => job.id), jobs.map((job) => job.account), jobs.map(() => PRICE_NANOS)]);
}
