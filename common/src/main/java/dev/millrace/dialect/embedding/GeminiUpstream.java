package dev.millrace.dialect.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dialect.TokenCount;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What an upstream that speaks Gemini's protocol is asked to embed, always as a batch, and what it
 * answers. The model's own input has {@code input}, a text or a list of texts, and may have {@code
 * dimensions}, {@code task_type} and {@code title}; its output has {@code embeddings}.
 */
public final class GeminiUpstream {
  private GeminiUpstream() {}

  /** The texts of a model's own input. */
  public static List<String> texts(JsonNode input) {
    var given = input.path("input");
    var texts = new ArrayList<String>();
    if (given.isArray()) {
      given.forEach(one -> texts.add(one.asText()));
    } else {
      texts.add(given.asText());
    }
    return texts;
  }

  /**
   * The body of {@code :batchEmbedContents}.
   *
   * @param input the model's own
   * @param model the upstream's name of it
   */
  public static ObjectNode asked(JsonNode input, String model) {
    var body = JsonNodeFactory.instance.objectNode();
    var requests = body.putArray("requests");
    for (var text : texts(input)) {
      var request = requests.addObject().put("model", "models/" + model);
      request.putObject("content").putArray("parts").addObject().put("text", text);
      set(request, "outputDimensionality", input.path("dimensions"));
      set(request, "taskType", input.path("task_type"));
      set(request, "title", input.path("title"));
    }
    return body;
  }

  private static void set(ObjectNode request, String name, JsonNode value) {
    if (value.isValueNode() && !value.isNull()) {
      request.set(name, value);
    }
  }

  /**
   * The model's own output.
   *
   * @throws FaultException of PROVIDER_BROKEN when there are not as many embeddings as texts
   */
  public static ObjectNode output(JsonNode reply, int texts) {
    var output = JsonNodeFactory.instance.objectNode();
    var embeddings = output.putArray("embeddings");
    for (var vector : EmbeddingOutput.vectors(reply, texts)) {
      if (!vector.isArray()) {
        throw new FaultException(
            FaultCode.PROVIDER_BROKEN, "The provider sent an embedding that is no list.");
      }
      embeddings.add(vector);
    }
    return output;
  }

  /** How many tokens the upstream has read, if it says so; older models of it do not. */
  public static OptionalLong tokens(JsonNode reply) {
    var told = reply.path("usageMetadata").path("promptTokenCount");
    return told.isNumber() ? OptionalLong.of(TokenCount.of(told)) : OptionalLong.empty();
  }
}
