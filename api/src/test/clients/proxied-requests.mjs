// Uses the queue from a page: proxied-requests.mjs <base> <completed id> <failed id>
// Prints one JSON object: what each client made of them, and of a request that it cancelled.
import { falClient, modelrunnerClient } from "./proxied.mjs";
import { told } from "./told.mjs";

const [base, completed, failed] = process.argv.slice(2);
const MODEL = "local/echo";
const seen = {};

const fal = falClient(base, "192.0.2.11");
seen.fal = {
  polled: await told(fal.queue.subscribeToStatus(MODEL, { requestId: completed, pollInterval: 20 })),
  streamed: await told(fal.queue.subscribeToStatus(MODEL, { requestId: completed, mode: "streaming" })),
  result: await told(fal.queue.result(MODEL, { requestId: completed })),
  failedStatus: await told(fal.queue.subscribeToStatus(MODEL, { requestId: failed, mode: "streaming" })),
  failedResult: await told(fal.queue.result(MODEL, { requestId: failed })),
  invalid: await told(fal.queue.submit("local/image", { input: { width: 1 } })),
  webhook: await told(fal.queue.submit(MODEL, { input: {}, webhookUrl: "https://93.184.216.34/hook" })),
  other: await told(fal.queue.submit("local/minilm", { input: { input: "a" } })),
};
const submitted = await fal.queue.submit(MODEL, { input: { hello: "world" } });
const statuses = [];
seen.fal.followed = await told(
  fal.queue.subscribeToStatus(MODEL, {
    requestId: submitted.request_id,
    mode: "streaming",
    onQueueUpdate: ({ status }) => {
      if (statuses.push(status) === 1) {
        fal.queue.cancel(MODEL, { requestId: submitted.request_id }).catch(() => {});
      }
    },
  }),
);
seen.fal.statuses = statuses;

const modelrunner = modelrunnerClient(base, "192.0.2.12");
const { request_id } = await modelrunner.submit(MODEL, { hello: "world" });
seen.modelrunner = {
  waiting: await told(modelrunner.status(MODEL, request_id)),
  cancelled: await told(modelrunner.cancel(MODEL, request_id)),
  status: await told(modelrunner.status(MODEL, completed)),
  result: await told(modelrunner.result(MODEL, completed)),
  failedStatus: await told(modelrunner.status(MODEL, failed)),
  failedResult: await told(modelrunner.result(MODEL, failed)),
  invalid: await told(modelrunner.submit("local/image", { width: 1 })),
};
console.log(JSON.stringify(seen));
