// Follows requests as users of @fal-ai/client do: fal.mjs <base> <key> <name>=<request id>…
// Prints one JSON object: what the client made of each of them, and of two submits.
import { createFalClient } from "@fal-ai/client";
import { counting, told } from "./told.mjs";

const [base, key, ...requests] = process.argv.slice(2);
const calls = {};
const fal = createFalClient({
  credentials: key,
  fetch: counting(calls),
  requestMiddleware: (request) =>
    Promise.resolve({ ...request, url: request.url.replace("https://queue.fal.run", base) }),
});

const seen = { calls };
for (const request of requests) {
  const [name, requestId] = request.split("=");
  const followed = name === "queued"
    ? undefined
    : await told(fal.queue.subscribeToStatus("local/echo", { requestId, pollInterval: 20, timeout: 5000 }));
  seen[name] = { followed, result: await told(fal.queue.result("local/echo", { requestId })) };
}
seen.submitted = await told(
  fal.queue.submit("local/echo", {
    input: { hello: "world" },
    priority: "low",
    startTimeout: 30,
    storageSettings: { expiresIn: "1h" },
    webhookUrl: "https://93.184.216.34/hook",
    headers: { "X-Fal-Store-IO": "0" },
  }),
);
seen.cancelled = await told(fal.queue.cancel("local/echo", { requestId: seen.submitted.value?.request_id }));
seen.invalid = await told(fal.queue.submit("local/image", { input: { width: 1 } }));
console.log(JSON.stringify(seen));
