// What all queue services share: an HTTP API with a schema and a key, as one would write it.
import { createHash } from 'node:crypto';
import Fastify from 'fastify';

const FRESH_MS = 5_000;

const echo = {
  body: {
    type: 'object',
    required: ['text'],
    properties: { n: { type: 'integer' }, text: { type: 'string', maxLength: 10_000 } },
    additionalProperties: true,
  },
};

/** Accounts by the hash of their key, believed for five seconds. */
function believing(findAccount) {
  const known = new Map();
  return async (key) => {
    const hash = createHash('sha256').update(key).digest('hex');
    const seen = known.get(hash);
    if (seen && seen.until > Date.now()) {
      return seen.account;
    }
    const account = await findAccount(hash);
    known.set(hash, { account, until: Date.now() + FRESH_MS });
    return account;
  };
}

/**
 * Serves until it is told to end.
 *
 * findAccount(hash) says {id, balance}, or nothing; submit(account, body) says the id of the job;
 * status(id) says {status, output}, or nothing; completed() says how many jobs have completed.
 */
export async function serve({ findAccount, submit, status, completed, close }) {
  const app = Fastify({ logger: false, bodyLimit: 1_048_576 });
  const accountOf = believing(findAccount);

  app.addHook('onRequest', async (request, reply) => {
    const key = (request.headers.authorization ?? '').replace(/^Key /, '');
    const account = await accountOf(key);
    if (!account) {
      return reply.code(401).send({ error: 'the key is not known' });
    }
    if (account.balance <= 0) {
      return reply.code(402).send({ error: 'there is no credit left' });
    }
    request.account = account;
  });

  app.post('/local/echo', { schema: echo }, async (request, reply) => {
    const id = await submit(request.account, request.body);
    return reply.code(201).send({ id, status: 'IN_QUEUE' });
  });
  app.get('/local/echo/requests/:id', async (request, reply) => {
    const found = await status(request.params.id);
    return found ? found : reply.code(404).send({ error: 'there is no such request' });
  });
  app.get('/completed', async () => ({ completed: await completed() }));

  await app.listen({ host: '127.0.0.1', port: Number(process.env.PORT) });
  onEnd(async () => {
    await app.close();
    await close();
  });
}

/** Ends in good order when it is told to. */
export function onEnd(close) {
  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.once(signal, () => close().then(() => process.exit(0), () => process.exit(1)));
  }
}

export const PRICE_NANOS = 100_000;
export const KEY_HASHES = (process.env.BENCH_KEYS ?? '').split(',')
  .map((key) => createHash('sha256').update(key).digest('hex'));
