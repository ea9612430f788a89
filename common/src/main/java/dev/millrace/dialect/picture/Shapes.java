package dev.millrace.dialect.picture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields.Value;
import dev.millrace.dialect.form.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts a picture's size, or its proportion, where a model wants it: as {@code size}, as {@code
 * width} and {@code height}, as {@code image_size}, or as {@code aspect_ratio}.
 */
final class Shapes {
  private static final String AUTO = "auto";
  private static final String SIZE = "size";
  private static final String WIDTH = "width";
  private static final String HEIGHT = "height";
  private static final String IMAGE_SIZE = "image_size";
  private static final String ASPECT_RATIO = "aspect_ratio";

  /** How many pixels a picture has of which only the proportion is known. */
  private static final int USUAL_SIDE = 1024;

  /** What models know that do not list what they know. */
  private static final List<String> USUAL_PROPORTIONS =
      List.of("1:1", "16:9", "21:9", "3:2", "2:3", "4:5", "5:4", "3:4", "4:3", "9:16", "9:21");

  private Shapes() {}

  /** Puts a size, and says how many pixels that is, unless it is left to the model. */
  static Optional<Pixels> put(Form form, Value size) {
    if (size.text().equals(AUTO)) {
      if (form.takes(SIZE, AUTO)) {
        form.put(size, SIZE);
      }
      return Optional.empty();
    }
    var pixels =
        Pixels.parse(size.text())
            .orElseThrow(
                () -> FieldFault.malformed(size.path(), "must be 'auto' or such as 1024x1024"));
    put(form, size, pixels);
    return Optional.of(pixels);
  }

  private static void put(Form form, Value size, Pixels pixels) {
    if (form.has(SIZE)) {
      form.put(size, SIZE);
    } else if (hasSides(form)) {
      putSides(form, pixels, size.path());
    } else if (form.has(IMAGE_SIZE)) {
      form.put(IMAGE_SIZE, imageSize(form, size, pixels), size.path());
    } else if (form.has(ASPECT_RATIO)) {
      form.put(ASPECT_RATIO, ratioOf(form, size, pixels), size.path());
    } else {
      throw Form.noPlace(size.path());
    }
  }

  private static boolean hasSides(Form form) {
    return form.has(WIDTH) && form.has(HEIGHT);
  }

  private static void putSides(Form form, Pixels pixels, String field) {
    form.put(WIDTH, IntNode.valueOf(pixels.width()), field)
        .put(HEIGHT, IntNode.valueOf(pixels.height()), field);
  }

  private static JsonNode imageSize(Form form, Value size, Pixels pixels) {
    if (form.speaksOf(IMAGE_SIZE, "object")) {
      return JsonNodeFactory.instance
          .objectNode()
          .put(WIDTH, pixels.width())
          .put(HEIGHT, pixels.height());
    }
    return TextNode.valueOf(
        NamedSize.of(pixels)
            .map(NamedSize::word)
            .orElseThrow(() -> unsupported(size, "is no size that this model has a name for")));
  }

  private static JsonNode ratioOf(Form form, Value size, Pixels pixels) {
    return TextNode.valueOf(
        like(pixels.proportion(), proportions(form))
            .map(Proportion::word)
            .orElseThrow(() -> unsupported(size, "has no proportion that this model draws in")));
  }

  /** Puts a proportion; a model that only knows sizes draws the one that is nearest to it. */
  static void putProportion(Form form, Value given) {
    if (form.has(ASPECT_RATIO)) {
      form.put(given, ASPECT_RATIO);
      return;
    }
    var proportion =
        proportion(given)
            .orElseThrow(() -> FieldFault.malformed(given.path(), "must be such as 16:9"));
    if (hasSides(form)) {
      putSides(form, Pixels.of(proportion, usualArea(form)), given.path());
    } else if (form.has(IMAGE_SIZE)) {
      form.put(IMAGE_SIZE, named(given, proportion), given.path());
    } else if (form.has(SIZE)) {
      form.put(SIZE, listedSize(form, given, proportion), given.path());
    } else {
      throw Form.noPlace(given.path());
    }
  }

  static Optional<Proportion> proportion(Value given) {
    return Proportion.parse(given.text());
  }

  private static long usualArea(Form form) {
    long width = form.rule(WIDTH).path("default").asLong(USUAL_SIDE);
    long height = form.rule(HEIGHT).path("default").asLong(USUAL_SIDE);
    return Math.max(1, width * height);
  }

  private static JsonNode named(Value given, Proportion proportion) {
    return TextNode.valueOf(
        NamedSize.of(proportion)
            .map(NamedSize::word)
            .orElseThrow(() -> unsupported(given, "is no proportion that this model draws in")));
  }

  private static JsonNode listedSize(Form form, Value given, Proportion proportion) {
    var sizes = texts(form.rule(SIZE).path("enum"));
    return TextNode.valueOf(
        sizes.stream()
            .flatMap(size -> Pixels.parse(size).stream())
            .filter(size -> size.proportion().isLike(proportion))
            .findFirst()
            .map(Pixels::word)
            .orElseThrow(() -> unsupported(given, "is no proportion that this model draws in")));
  }

  private static List<String> proportions(Form form) {
    var listed = texts(form.rule(ASPECT_RATIO).path("enum"));
    return listed.isEmpty() ? USUAL_PROPORTIONS : listed;
  }

  private static Optional<Proportion> like(Proportion wanted, List<String> words) {
    return words.stream()
        .flatMap(word -> Proportion.parse(word).stream())
        .filter(wanted::isLike)
        .findFirst();
  }

  private static List<String> texts(JsonNode listed) {
    var texts = new ArrayList<String>();
    listed.forEach(one -> texts.add(one.asText()));
    return texts;
  }

  private static RuntimeException unsupported(Value value, String why) {
    return FieldFault.unsupported(value.path(), why);
  }
}
