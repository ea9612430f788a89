package dev.millrace.api.gateway.models;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A model as Anthropic's clients know it.
 *
 * @param createdAt the day of its release; the beginning of 1970, as Anthropic says it, when that
 *     is not known
 */
record AnthropicModel(
    String type,
    String id,
    @JsonProperty("display_name") String displayName,
    @JsonProperty("created_at") String createdAt) {

  static AnthropicModel of(ListedModel listed) {
    return new AnthropicModel(
        "model",
        listed.known().name().toString(),
        listed.known().title(),
        listed.released().toString());
  }
}
