package dev.millrace.dialect.picture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import dev.millrace.dialect.Fields.Value;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pictures as OpenAI's clients ask for them, {@code POST /v1/images/generations}. */
public final class OpenAiPictures {
  /** What an answer says of all its pictures, where the model says it. */
  private static final List<String> OF_ALL =
      List.of("background", "output_format", "quality", "size", "usage");

  private OpenAiPictures() {}

  /**
   * Reads a body. Fields that the protocol does not know are kept under their own names: the model
   * may know them.
   *
   * @throws dev.millrace.fault.FaultException of MALFORMED or FIELD_UNSUPPORTED that names the
   *     field
   */
  public static PictureRequest read(ObjectNode body) {
    var fields =
        Fields.of(body)
            .known("model")
            .only("stream", value -> value.isBoolean() && !value.booleanValue())
            .only("partial_images", value -> value.isNumber() && value.intValue() == 0);
    return new PictureRequest(
        prompt(fields),
        count(fields),
        text(fields, "size"),
        text(fields, "aspect_ratio"),
        delivery(fields),
        options(fields),
        fields.optionalText("user"));
  }

  private static Value prompt(Fields fields) {
    fields.text("prompt");
    return fields.required("prompt");
  }

  private static Optional<Value> count(Fields fields) {
    if (fields.whole("n").filter(n -> n < 1).isPresent()) {
      throw FieldFault.malformed("n", "must be at least 1");
    }
    return fields.optional("n");
  }

  private static Optional<Value> text(Fields fields, String name) {
    fields.optionalText(name);
    return fields.optional(name);
  }

  private static Optional<Delivery> delivery(Fields fields) {
    return fields
        .optionalText("response_format")
        .map(
            word ->
                Delivery.parse(word)
                    .orElseThrow(
                        () ->
                            FieldFault.malformed(
                                "response_format", "must be 'url' or 'b64_json'")));
  }

  private static Map<String, Value> options(Fields fields) {
    // The user is read behind the options, and is none of them.
    var options = new LinkedHashMap<String, Value>();
    fields.known("user").others().forEach(other -> options.put(other.path(), other));
    return options;
  }

  /**
   * A picture as the answer shows it.
   *
   * @param place its URL, or its bytes as base64
   * @param revisedPrompt what was drawn in the prompt's stead
   */
  public record Shown(String place, Optional<String> revisedPrompt) {}

  /**
   * Writes the answer.
   *
   * @param output the model's own, which may say more of the pictures
   */
  public static ObjectNode answer(
      List<Shown> pictures, Delivery delivery, Instant created, JsonNode output) {
    var answer = JsonNodeFactory.instance.objectNode().put("created", created.getEpochSecond());
    var data = answer.putArray("data");
    for (var picture : pictures) {
      var entry = data.addObject();
      switch (delivery) {
        case URL -> entry.put("url", picture.place());
        case BASE64 -> entry.put("b64_json", picture.place());
      }
      picture.revisedPrompt().ifPresent(prompt -> entry.put("revised_prompt", prompt));
    }
    if (output.path("data").isArray()) {
      OF_ALL.stream()
          .filter(output::hasNonNull)
          .forEach(name -> answer.set(name, output.get(name)));
    }
    return answer;
  }
}
