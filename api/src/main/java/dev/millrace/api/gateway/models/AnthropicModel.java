package dev.millrace.api.gateway.models;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.model.Model;

/** A model as Anthropic's clients know it. */
record AnthropicModel(
    String type,
    String id,
    @JsonProperty("display_name") String displayName,
    @JsonProperty("created_at") String createdAt) {
  /** What Anthropic says of models whose release is not known. */
  private static final String LONG_AGO = "1970-01-01T00:00:00Z";

  static AnthropicModel of(Model model) {
    return new AnthropicModel("model", model.name().toString(), model.title(), LONG_AGO);
  }
}
