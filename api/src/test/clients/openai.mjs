// Submits through openai's client, whose first answer is lost on the way: openai.mjs <base> <key>
// Prints one JSON object: what it got, and which retry counts it sent.
import OpenAI from "openai";
import { told } from "./told.mjs";

const [base, key] = process.argv.slice(2);
const counts = [];
let lost = 0;
const client = new OpenAI({
  apiKey: key,
  baseURL: base,
  fetch: async (url, init) => {
    counts.push(new Headers(init.headers).get("x-stainless-retry-count"));
    const response = await fetch(url, init);
    if (lost > 0) {
      lost -= 1;
      await response.arrayBuffer();
      throw new TypeError("fetch failed", { cause: { code: "ECONNRESET" } });
    }
    return response;
  },
});

async function submit(losing, body) {
  lost = losing;
  const { data, response } = await client.post("/local/echo", { body }).withResponse();
  return { id: data.request_id, status: response.status, replayed: response.headers.get("idempotency-replayed") };
}

const body = { hello: "world" };
const seen = { counts };
seen.retried = await told(submit(1, body));
seen.fresh = await told(submit(0, body));
seen.countsOfSubmits = [...counts];
counts.length = 0;
seen.refused = await told(client.post("/local/image", { body: {} }));
seen.countsOfRefusal = [...counts];
console.log(JSON.stringify(seen));
