package dev.millrace.conversation;

/** What a conversation may ask for and not every dialect, or upstream, can be asked for. */
public enum Feature {
  TEMPERATURE,
  TOP_P,
  TOP_K,
  SEED,
  PRESENCE_PENALTY,
  FREQUENCY_PENALTY,
  STOP,
  MAX_TOKENS,
  IMAGE,
  IMAGE_BY_URL,
  DOCUMENT,
  DOCUMENT_BY_URL,
  TOOLS,
  HOSTED_TOOL,
  TOOL_CHOICE,
  PARALLEL_TOOLS,
  TOOL_RESULT,
  JSON_OBJECT,
  JSON_SCHEMA,
  REASONING
}
