package dev.millrace.dialect.picture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields.Value;
import dev.millrace.dialect.form.Filled;
import dev.millrace.dialect.form.Form;
import java.util.Map;
import java.util.Optional;

/** Fills the input of a model that draws. */
public final class PictureInput {
  private static final String PROMPT = "prompt";
  private static final String FORMAT = "output_format";
  private static final String USER = "user";
  private static final String[] COUNTS = {
    "n", "num_outputs", "num_images", "number_of_images", "batch_size"
  };

  /** What models call an option beside its own name. */
  private static final Map<String, String[]> PLACES =
      Map.of(
          "output_compression",
          new String[] {"output_compression", "output_quality"},
          FORMAT,
          new String[] {FORMAT, "format"});

  private PictureInput() {}

  /** Whether a model with this input can draw from words. */
  public static boolean isFor(JsonNode inputSchema) {
    return Form.of(inputSchema).has(PROMPT);
  }

  /**
   * Fills it.
   *
   * @param inputSchema the model's
   * @throws dev.millrace.fault.FaultException of MALFORMED or FIELD_UNSUPPORTED that names the
   *     caller's field
   */
  public static Filled fill(PictureRequest request, JsonNode inputSchema) {
    var form = Form.of(inputSchema).put(PROMPT, request.prompt().node(), request.prompt().path());
    request.count().ifPresent(count -> count(form, count));
    shape(form, request);
    request.options().forEach((name, value) -> option(form, name, value));
    request
        .user()
        .filter(user -> form.has(USER))
        .ifPresent(user -> form.put(USER, TextNode.valueOf(user), USER));
    return form.filled();
  }

  /** One picture is what a model makes that is not told how many. */
  private static void count(Form form, Value count) {
    if (form.first(COUNTS).isPresent() || count.node().asInt() != 1) {
      form.put(count, COUNTS);
    }
  }

  private static void shape(Form form, PictureRequest request) {
    var size = request.size().flatMap(given -> Shapes.put(form, given));
    request
        .proportion()
        .ifPresent(
            given ->
                size.ifPresentOrElse(
                    known -> requireSame(given, known), () -> Shapes.putProportion(form, given)));
  }

  private static void requireSame(Value proportion, Pixels size) {
    var same = Shapes.proportion(proportion).filter(size.proportion()::isLike);
    if (same.isEmpty()) {
      throw FieldFault.malformed(proportion.path(), "says something else than 'size'; give one");
    }
  }

  private static void option(Form form, String name, Value value) {
    var places = PLACES.getOrDefault(name, new String[] {name});
    if (isLeftToTheModel(form, name, value)) {
      return;
    }
    if (name.equals(FORMAT)) {
      var place = form.first(places).orElseThrow(() -> Form.noPlace(value.path()));
      form.put(place, format(form, place, value.node()), value.path());
    } else {
      form.put(value, places);
    }
  }

  /** A model that knows no such word does so anyway. */
  private static boolean isLeftToTheModel(Form form, String name, Value value) {
    return value.isText() && value.text().equals("auto") && !form.takes(name, "auto");
  }

  /** Models are of two minds about the name of one format. */
  private static JsonNode format(Form form, String place, JsonNode format) {
    return otherName(format.asText())
        .filter(other -> !form.takes(place, format.asText()) && form.takes(place, other))
        .<JsonNode>map(TextNode::valueOf)
        .orElse(format);
  }

  private static Optional<String> otherName(String format) {
    return switch (format) {
      case "jpeg" -> Optional.of("jpg");
      case "jpg" -> Optional.of("jpeg");
      default -> Optional.empty();
    };
  }
}
