// Fastify with BullMQ: `node bullmq.mjs api` and `node bullmq.mjs worker`.
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { KEY_HASHES, onEnd, PRICE_NANOS, serve } from './service.mjs';

const connection = { host: '127.0.0.1', port: Number(process.env.REDIS_PORT), maxRetriesPerRequest: null };
const redis = new Redis(connection);

if (process.argv[2] === 'api') {
  const queue = new Queue('echo', { connection });
  for (const hash of KEY_HASHES) {
    await redis.hsetnx(`account:${hash}`, 'balance', 1_000_000_000_000_000);
  }
  await serve({
    findAccount: async (hash) => {
      const balance = await redis.hget(`account:${hash}`, 'balance');
      return balance && { id: hash, balance: Number(balance) };
    },
    submit: async (account, body) => (await queue.add('echo', { account: account.id, body })).id,
    status: async (id) => {
      const job = await queue.getJob(id);
      return job && { id, status: (await job.getState()).toUpperCase(), output: job.returnvalue };
    },
    completed: () => queue.getCompletedCount(),
    close: () => queue.close(),
  });
} else {
  const charge = async (job) => {
    // Once, however often the job runs.
    if (await redis.hsetnx('ledger', job.id, PRICE_NANOS)) {
      await redis.hincrby(`account:${job.data.account}`, 'balance', -PRICE_NANOS);
    }
  };
  const worker = new Worker(
    'echo',
    async (job) => {
      await charge(job);
      return job.data.body;
    },
    { connection, concurrency: 100 });
  worker.on('error', (error) => console.error(error));
  onEnd(() => worker.close());
  console.log('ready');
}
