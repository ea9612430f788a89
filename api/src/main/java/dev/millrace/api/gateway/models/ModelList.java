package dev.millrace.api.gateway.models;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Models as OpenAI's clients list them: all on one page. */
@Schema(name = "ModelList")
record ModelList(String object, List<OpenAiModel> data, @JsonProperty("has_more") boolean hasMore) {
  static ModelList of(List<OpenAiModel> models) {
    return new ModelList("list", models, false);
  }
}
