package dev.millrace.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Goes through the texts of a JSON value. The JSON reader has bounded its depth, and so the stack
 * that this takes.
 */
public final class Texts {
  private Texts() {}

  /** Looks at one text and says what is to stand there. */
  @FunctionalInterface
  public interface Change {
    /**
     * @param steps the way to the text from the top, of this moment; to be copied if it is kept
     */
    String of(Deque<String> steps, String text);
  }

  /** Changes texts where they stand. */
  public static void change(JsonNode value, Change change) {
    change(value, new ArrayDeque<>(), change);
  }

  /** A copy with other texts; the value itself stays. */
  public static JsonNode changed(JsonNode value, UnaryOperator<String> change) {
    if (value instanceof TextNode text) {
      return TextNode.valueOf(change.apply(text.textValue()));
    }
    JsonNode copy = value.deepCopy();
    change(copy, (steps, text) -> change.apply(text));
    return copy;
  }

  public static void each(JsonNode value, Consumer<String> reader) {
    if (value.isTextual()) {
      reader.accept(value.textValue());
    }
    value.forEach(inner -> each(inner, reader));
  }

  /** A place as a JSON pointer. */
  public static String pointer(List<String> steps) {
    var pointer = new StringBuilder();
    for (var step : steps) {
      pointer.append('/').append(step.replace("~", "~0").replace("/", "~1"));
    }
    return pointer.toString();
  }

  private static void change(JsonNode value, Deque<String> steps, Change change) {
    switch (value) {
      case ObjectNode object -> {
        for (var field : object.properties()) {
          steps.addLast(field.getKey());
          if (field.getValue() instanceof TextNode text) {
            field.setValue(changed(text, steps, change));
          } else {
            change(field.getValue(), steps, change);
          }
          steps.removeLast();
        }
      }
      case ArrayNode array -> {
        for (int i = 0; i < array.size(); i++) {
          steps.addLast(Integer.toString(i));
          if (array.get(i) instanceof TextNode text) {
            array.set(i, changed(text, steps, change));
          } else {
            change(array.get(i), steps, change);
          }
          steps.removeLast();
        }
      }
      default -> {} // no text, and nothing in it
    }
  }

  private static TextNode changed(TextNode text, Deque<String> steps, Change change) {
    var now = change.of(steps, text.textValue());
    return now.equals(text.textValue()) ? text : TextNode.valueOf(now);
  }
}
