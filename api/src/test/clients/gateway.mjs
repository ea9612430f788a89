// Talks to every upstream through every official client: gateway.mjs <base> <key> <model>...
// Prints one JSON object: what each client made of it, by client and model.
import OpenAI from "openai";
import Anthropic from "@anthropic-ai/sdk";
import { GoogleGenAI } from "@google/genai";
import { told } from "./told.mjs";

const [base, key, ...models] = process.argv.slice(2);
const openai = new OpenAI({ apiKey: key, baseURL: `${base}/v1` });
const anthropic = new Anthropic({ apiKey: key, baseURL: base });
const gemini = new GoogleGenAI({ apiKey: key, httpOptions: { baseUrl: base } });

const say = (script) => `Play the script [${script}]`;
const parameters = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };
const pixel =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

async function chat(model) {
  const ask = (script, more) => ({ model, messages: [{ role: "user", content: say(script) }], ...more });
  const tools = [{ type: "function", function: { name: "weather", parameters } }];
  const plain = await openai.chat.completions.create(ask("plain"));
  const image = await openai.chat.completions.create({
    model,
    messages: [
      {
        role: "user",
        content: [
          { type: "text", text: say("image") },
          { type: "image_url", image_url: { url: `data:image/png;base64,${pixel}` } },
        ],
      },
    ],
  });
  const stream = openai.chat.completions.stream(ask("plain", { stream_options: { include_usage: true } }));
  const streamed = await stream.finalChatCompletion();
  const parallel = await openai.chat.completions.stream(ask("parallel", { tools })).finalChatCompletion();
  // The results go back: a second turn.
  const turn = await openai.chat.completions.create({
    model,
    tools,
    messages: [
      { role: "user", content: say("plain") },
      parallel.choices[0].message,
      ...parallel.choices[0].message.tool_calls.map((call) => ({
        role: "tool",
        tool_call_id: call.id,
        content: "sunny",
      })),
    ],
  });
  const schema = await openai.chat.completions.parse(
    ask("schema", {
      response_format: {
        type: "json_schema",
        json_schema: {
          name: "answer",
          strict: true,
          schema: {
            type: "object",
            properties: { n: { type: "integer" } },
            required: ["n"],
            additionalProperties: false,
          },
        },
      },
    }),
  );
  return {
    plain: plain.choices[0].message.content,
    model: plain.model,
    usage: plain.usage.total_tokens,
    image: image.choices[0].message.content,
    streamed: streamed.choices[0].message.content,
    finish: streamed.choices[0].finish_reason,
    calls: parallel.choices[0].message.tool_calls.map((call) => [call.function.name, JSON.parse(call.function.arguments)]),
    turn: turn.choices[0].message.content,
    schema: JSON.parse(schema.choices[0].message.content),
    broken: await told(openai.chat.completions.stream(ask("broken")).finalChatCompletion()),
    refused: await told(openai.chat.completions.create(ask("error"))),
  };
}

async function responses(model) {
  const ask = (script, more) => ({ model, input: say(script), ...more });
  const tools = [{ type: "function", name: "weather", parameters, strict: false }];
  const plain = await openai.responses.create(ask("plain"));
  const streamed = await openai.responses.stream(ask("plain")).finalResponse();
  const parallel = await openai.responses.stream(ask("parallel", { tools })).finalResponse();
  const calls = parallel.output.filter((item) => item.type === "function_call");
  const turn = await openai.responses.create({
    model,
    tools,
    input: [
      { role: "user", content: say("plain") },
      ...parallel.output.map(({ status, id, parsed_arguments, ...item }) =>
        item.type === "message" ? { role: "assistant", content: "Let me look." } : item,
      ),
      ...calls.map((call) => ({ type: "function_call_output", call_id: call.call_id, output: "sunny" })),
    ],
  });
  const thinking = await openai.responses.create(ask("reasoning", { reasoning: { effort: "low", summary: "auto" } }));
  return {
    plain: plain.output_text,
    model: plain.model,
    usage: plain.usage.total_tokens,
    streamed: streamed.output_text,
    status: streamed.status,
    calls: calls.map((call) => [call.name, JSON.parse(call.arguments)]),
    turn: turn.output_text,
    thought: thinking.output.find((item) => item.type === "reasoning")?.summary[0].text,
    refused: await told(openai.responses.create(ask("error"))),
  };
}

async function messages(model) {
  const ask = (script, more) => ({
    model,
    max_tokens: 4096,
    messages: [{ role: "user", content: say(script) }],
    ...more,
  });
  const tools = [{ name: "weather", input_schema: parameters }];
  const plain = await anthropic.messages.create(ask("plain"));
  const streamed = await anthropic.messages.stream(ask("plain")).finalMessage();
  const parallel = await anthropic.messages.stream(ask("parallel", { tools })).finalMessage();
  const calls = parallel.content.filter((block) => block.type === "tool_use");
  const turn = await anthropic.messages.create({
    model,
    max_tokens: 100,
    tools,
    messages: [
      { role: "user", content: say("plain") },
      { role: "assistant", content: parallel.content },
      {
        role: "user",
        content: calls.map((call) => ({ type: "tool_result", tool_use_id: call.id, content: "sunny" })),
      },
    ],
  });
  const thinking = await anthropic.messages
    .stream(ask("reasoning", { thinking: { type: "enabled", budget_tokens: 2048 } }))
    .finalMessage();
  return {
    plain: plain.content[0].text,
    model: plain.model,
    usage: plain.usage.output_tokens,
    streamed: streamed.content[0].text,
    stop: streamed.stop_reason,
    streamedUsage: streamed.usage.output_tokens,
    calls: calls.map((call) => [call.name, call.input]),
    turn: turn.content[0].text,
    thought: thinking.content[0].thinking,
    broken: await told(anthropic.messages.stream(ask("broken")).finalMessage()),
    refused: await told(anthropic.messages.create(ask("error"))),
  };
}

async function generate(model) {
  const ask = (script, config) => ({ model, contents: say(script), config });
  const tools = [{ functionDeclarations: [{ name: "weather", parametersJsonSchema: parameters }] }];
  const plain = await gemini.models.generateContent(ask("plain"));
  let streamed = "";
  let usage = 0;
  for await (const chunk of await gemini.models.generateContentStream(ask("plain"))) {
    streamed += chunk.text ?? "";
    usage = chunk.usageMetadata?.totalTokenCount ?? usage;
  }
  const calls = [];
  for await (const chunk of await gemini.models.generateContentStream(ask("parallel", { tools }))) {
    calls.push(...(chunk.functionCalls ?? []));
  }
  const turn = await gemini.models.generateContent({
    model,
    contents: [
      { role: "user", parts: [{ text: say("plain") }] },
      { role: "model", parts: calls.map((functionCall) => ({ functionCall })) },
      {
        role: "user",
        parts: calls.map(({ id, name }) => ({ functionResponse: { id, name, response: { output: "sunny" } } })),
      },
    ],
    config: { tools },
  });
  return {
    plain: plain.text,
    model: plain.modelVersion,
    usage: plain.usageMetadata.totalTokenCount,
    streamed,
    streamedUsage: usage,
    calls: calls.map((call) => [call.name, call.args]),
    turn: turn.text,
    broken: await told(drained(await gemini.models.generateContentStream(ask("broken")))),
    refused: await told(gemini.models.generateContent(ask("error"))),
  };
}

async function drained(stream) {
  for await (const chunk of stream) {
    chunk.text;
  }
}

const seen = {};
for (const [name, client] of Object.entries({ chat, responses, messages, generate })) {
  seen[name] = {};
  for (const model of models) {
    seen[name][model] = await told(client(model));
  }
}
seen.models = await told(openai.models.list().then((list) => list.data.map((model) => model.id)));
console.log(JSON.stringify(seen));
