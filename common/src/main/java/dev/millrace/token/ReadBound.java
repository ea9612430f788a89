package dev.millrace.token;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How many tokens a model can make of what it is sent at the most: what is set aside before a call,
 * whatever protocol it is in. Pure.
 *
 * <p>A token stands for at least one byte of text. Bytes of pictures and documents are no text: the
 * largest picture costs a few thousand tokens anywhere, and models bound the pages of a document
 * and the minutes of a sound. Only those count so that stand where a protocol has them; what a tool
 * is sent, or says, is text whatever it looks like.
 */
public final class ReadBound {
  /** What the largest picture comes to with those that count most for it. */
  static final long PICTURE = 5_000;

  /** Characters of a document, or of sound, in base64, that come to a token. */
  static final long PER_TOKEN = 2;

  /** What the largest document comes to. */
  static final long DOCUMENT = 500_000;

  /** What marks turns, tools and the like: dialects add some of their own to each. */
  private static final long FRAME = 8;

  /** Fields that say where bytes are, or hold them as {@code data:} URIs. */
  private static final Set<String> PLACES =
      Set.of("url", "image_url", "image", "file_url", "file_data", "fileUri", "file_uri");

  /** Fields beside {@code data} that say what its base64 is. */
  private static final Set<String> TYPES =
      Set.of("media_type", "mimeType", "mime_type", "mediaType", "format");

  private static final List<String> MEDIA = List.of("application/pdf", "audio/", "video/");
  private static final int LONGEST_TYPE = 100;

  /** Fields of which a model reads every word. */
  private static final Set<String> READ =
      Set.of(
          "tools",
          "response_format",
          "responseFormat",
          "arguments",
          "args",
          "response",
          "parameters",
          "input_schema",
          "responseSchema",
          "responseJsonSchema");

  private ReadBound() {}

  /** Of a body in any of the protocols. */
  public static long of(JsonNode body) {
    return of(body, false);
  }

  private static long of(JsonNode value, boolean isRead) {
    return switch (value.getNodeType()) {
      case STRING -> utf8(value.textValue());
      case OBJECT -> ofObject(value, isRead);
      case ARRAY -> {
        long sum = FRAME;
        for (var item : value) {
          sum += of(item, isRead);
        }
        yield sum;
      }
      case NUMBER, BOOLEAN -> value.asText().length();
      case NULL, MISSING, BINARY, POJO -> 0;
    };
  }

  private static long ofObject(JsonNode object, boolean isRead) {
    long sum = FRAME;
    for (var field : object.properties()) {
      var name = field.getKey();
      sum += utf8(name) + ofField(object, name, field.getValue(), isRead);
    }
    return sum;
  }

  private static long ofField(JsonNode object, String name, JsonNode value, boolean isRead) {
    if (!value.isTextual()) {
      return of(value, isRead || READ.contains(name) || isOfATool(object, name, value));
    }
    var text = value.textValue();
    return (isRead ? Optional.<Long>empty() : ofBytes(object, name, text))
        .orElseGet(() -> utf8(text));
  }

  /**
   * A call of a tool in an earlier turn, where the input of a whole conversation is no object; or
   * what came of it, where that is no list of parts.
   */
  private static boolean isOfATool(JsonNode object, String name, JsonNode value) {
    boolean isInput = name.equals("input") && value.isObject();
    boolean isResult = name.equals("value") && !object.path("type").asText().equals("content");
    return isInput || isResult;
  }

  private static Optional<Long> ofBytes(JsonNode object, String name, String text) {
    if (PLACES.contains(name)) {
      return Optional.of(
          text.startsWith("data:") ? ofBytes(typeOf(text), text) : PICTURE + utf8(text));
    }
    if (!name.equals("data")) {
      return Optional.empty();
    }
    return TYPES.stream()
        .filter(object::has)
        .findFirst()
        .map(type -> ofBytes(object.path(type).asText(), text));
  }

  private static String typeOf(String dataUri) {
    return dataUri.substring("data:".length(), Math.min(dataUri.length(), LONGEST_TYPE));
  }

  private static long ofBytes(String type, String text) {
    if (type.startsWith("image/")) {
      return PICTURE;
    }
    // A word such as wav says the format of a sound. A text is read word by word, encoded or not.
    boolean isMedium =
        type.indexOf('/') < 0 || MEDIA.stream().anyMatch(medium -> type.startsWith(medium));
    return isMedium
        ? PICTURE + Math.min(text.length() / PER_TOKEN, DOCUMENT)
        : PICTURE + utf8(text);
  }

  private static long utf8(String text) {
    long bytes = 0;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return bytes;
  }
}
