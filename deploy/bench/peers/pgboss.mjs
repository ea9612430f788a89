// Fastify with pg-boss: `node pgboss.mjs api` and `node pgboss.mjs worker`.
import { PgBoss } from 'pg-boss';
import { charge, findAccount, makeLedger, pool } from './postgres.mjs';
import { onEnd, serve } from './service.mjs';

const db = pool(10);
const boss = new PgBoss({ connectionString: process.env.DATABASE_URL, max: 20 });
boss.on('error', (error) => console.error(error));
await boss.start();

if (process.argv[2] === 'api') {
  await makeLedger(db);
  // Without NOTIFY: it lets commits through one by one, and was a quarter as fast.
  await boss.createQueue('echo');
  await serve({
    findAccount: (hash) => findAccount(db, hash),
    submit: (account, body) => boss.send('echo', { account: account.id, body }),
    status: async (id) => {
      const job = await boss.getJobById('echo', id);
      return job && { id, status: job.state.toUpperCase(), output: job.output };
    },
    completed: async () =>
      Number((await db.query(`select count(*) from pgboss.job where state = 'completed'`)).rows[0].count),
    close: () => boss.stop(),
  });
} else {
  const options = {
    batchSize: 100, localConcurrency: 4, perJobResults: true,
    pollingIntervalSeconds: 0.5, burstWhenBatchFull: true,
  };
  await boss.work('echo', options, async (jobs) => {
    await charge(db, jobs.map((job) => ({ id: job.id, account: job.data.account })));
    return jobs.map((job) => ({ id: job.id, status: 'completed', output: job.data.body }));
  });
  onEnd(() => boss.stop());
  console.log('ready');
}
