// Fastify with graphile-worker: `node graphile.mjs api` and `node graphile.mjs worker`.
import { makeWorkerUtils, run } from 'graphile-worker';
import { charge, findAccount, makeLedger, pool } from './postgres.mjs';
import { onEnd, serve } from './service.mjs';

const db = pool(20);
const utils = await makeWorkerUtils({ pgPool: db });
await utils.migrate();

if (process.argv[2] === 'api') {
  await makeLedger(db);
  // A finished job is gone, so what came of it is kept beside it.
  await db.query(`
    create table if not exists request (
      id uuid primary key default gen_random_uuid(), account_id bigint not null references account,
      status text not null default 'IN_QUEUE', input jsonb not null, output jsonb,
      created_at timestamptz not null default now(), finished_at timestamptz)`);
  await serve({
    findAccount: (hash) => findAccount(db, hash),
    submit: async (account, body) => {
      const { rows } = await db.query(
        `with made as (insert into request (account_id, input) values ($1, $2) returning id)
         select made.id, graphile_worker.add_job('echo',
           json_build_object('id', made.id, 'account', $1::bigint, 'body', $2::json)) from made`,
        [account.id, JSON.stringify(body)]);
      return rows[0].id;
    },
    status: async (id) =>
      (await db.query('select id, status, output from request where id = $1', [id])).rows[0],
    completed: async () =>
      Number((await db.query(`select count(*) from request where status = 'COMPLETED'`)).rows[0].count),
    close: () => utils.release(),
  });
} else {
  const runner = await run({
    pgPool: db,
    noHandleSignals: true,
    preset: {
      worker: {
        concurrentJobs: 24, maxPoolSize: 20, pollInterval: 500, completeJobBatchDelay: 0,
        localQueue: { size: 200 },
      },
    },
    taskList: {
      echo: async ({ id, account, body }, helpers) => {
        await helpers.withPgClient(async (client) => {
          await client.query('begin');
          await client.query(
            `update request set status = 'COMPLETED', output = $2, finished_at = now() where id = $1`,
            [id, JSON.stringify(body)]);
          await charge(client, [{ id, account }]);
          await client.query('commit');
        });
      },
    },
  });
  onEnd(() => runner.stop());
  console.log('ready');
}
