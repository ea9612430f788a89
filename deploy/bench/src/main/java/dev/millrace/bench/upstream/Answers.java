package dev.millrace.bench.upstream;

import io.vertx.core.buffer.Buffer;

/** What the upstream says, in OpenAI's and Anthropic's words: always the same. */
final class Answers {
  private static final String WORDS =
      "Millraces carry water to a wheel, and what the wheel drives is nobody's business but the"
          + " miller's. ";

  static final Buffer CHAT =
      Buffer.buffer(
          """
          {"id":"chatcmpl-bench","object":"chat.completion","created":1767225600,"model":"gpt-4o-mini",\
          "choices":[{"index":0,"message":{"role":"assistant","content":"%s","refusal":null},\
          "logprobs":null,"finish_reason":"stop"}],\
          "usage":{"prompt_tokens":24,"completion_tokens":60,"total_tokens":84,\
          "prompt_tokens_details":{"cached_tokens":0},"completion_tokens_details":{"reasoning_tokens":0}}}"""
              .formatted(WORDS.repeat(3)));

  static final Buffer MESSAGE =
      Buffer.buffer(
          """
          {"id":"msg_bench","type":"message","role":"assistant","model":"claude",\
          "content":[{"type":"text","text":"%s"}],"stop_reason":"end_turn","stop_sequence":null,\
          "usage":{"input_tokens":24,"output_tokens":60}}"""
              .formatted(WORDS.repeat(3)));

  private static final String CHUNK =
      "data: {\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion.chunk\",\"created\":1767225600,"
          + "\"model\":\"gpt-4o-mini\",\"choices\":[{\"index\":0,\"delta\":%s,\"finish_reason\":%s}]%s}\n\n";

  static final Buffer FIRST =
      Buffer.buffer(CHUNK.formatted("{\"role\":\"assistant\",\"content\":\"\"}", "null", ""));
  static final Buffer WORD =
      Buffer.buffer(CHUNK.formatted("{\"content\":\" millrace\"}", "null", ""));
  static final Buffer LAST =
      Buffer.buffer(
          CHUNK.formatted("{}", "\"stop\"", "")
              + ("data: {\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion.chunk\","
                  + "\"created\":1767225600,\"model\":\"gpt-4o-mini\",\"choices\":[],"
                  + "\"usage\":{\"prompt_tokens\":24,\"completion_tokens\":60,\"total_tokens\":84}}\n\n")
              + "data: [DONE]\n\n");

  private Answers() {}
}
