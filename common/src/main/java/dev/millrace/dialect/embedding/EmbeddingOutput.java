package dev.millrace.dialect.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Finds the vectors in a model's own output. */
public final class EmbeddingOutput {
  private EmbeddingOutput() {}

  /**
   * The vectors, one an input and in their order, each a list of numbers or base64. They stand
   * under {@code data} as OpenAI has them, or under {@code embeddings}, bare or as {@code values}.
   *
   * @throws FaultException of PROVIDER_BROKEN when there are more or fewer
   */
  public static List<JsonNode> vectors(JsonNode output, int inputs) {
    var found = output.path("data").isArray() ? output.path("data") : output.path("embeddings");
    if (found.size() != inputs) {
      throw broken("%d embeddings for %d inputs".formatted(found.size(), inputs));
    }
    var vectors = new ArrayList<JsonNode>(Collections.nCopies(inputs, null));
    int at = 0;
    for (var entry : found) {
      int place = entry.path("index").asInt(at);
      if (place < 0 || place >= inputs || vectors.get(place) != null) {
        throw broken("embeddings that do not tell which inputs they are of");
      }
      vectors.set(place, vector(entry));
      at++;
    }
    return vectors;
  }

  private static JsonNode vector(JsonNode entry) {
    if (!entry.isObject()) {
      return entry;
    }
    return entry.has("embedding") ? entry.get("embedding") : entry.path("values");
  }

  private static FaultException broken(String what) {
    return new FaultException(
        FaultCode.PROVIDER_BROKEN, "The provider answered with %s.".formatted(what));
  }
}
