package dev.millrace.dialect.relay;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts fields into a JSON object's bytes; every other byte stays as it was. */
public final class Overlay {
  private Overlay() {}

  /**
   * The object with these fields at its top level: in the place of those that are there, wherever
   * they are named, and before all others where they are not.
   *
   * @return empty when the bytes are no JSON object in UTF-8
   */
  public static Optional<byte[]> put(byte[] object, Map<String, JsonNode> fields) {
    try (var parser = Place.JSON.createParser(object)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      // Other encodings are read by characters, whose bytes nobody can tell.
      long start = parser.currentTokenLocation().getByteOffset();
      var places = Place.of(fields.keySet(), Set.of(), parser, JsonLocation::getByteOffset);
      return start < 0
          ? Optional.empty()
          : Optional.of(written(object, (int) start + 1, places, fields));
    } catch (IOException noJson) {
      return Optional.empty();
    }
  }

  private static byte[] written(
      byte[] object, int inside, List<Place> places, Map<String, JsonNode> fields) {
    var missing = new LinkedHashMap<>(fields);
    places.forEach(place -> missing.remove(place.name()));
    var out = new ByteArrayOutputStream(object.length + 256);
    out.write(object, 0, inside);
    insert(missing, isEmpty(object, inside), out);
    int from = inside;
    for (var place : places) {
      out.write(object, from, place.begin() - from);
      out.writeBytes(bytes(fields.get(place.name()).toString()));
      from = place.end();
    }
    out.write(object, from, object.length - from);
    return out.toByteArray();
  }

  private static void insert(
      Map<String, JsonNode> fields, boolean intoNothing, ByteArrayOutputStream out) {
    var parts = fields.entrySet().stream().map(Overlay::member).toList();
    if (!parts.isEmpty()) {
      out.writeBytes(bytes(String.join(",", parts) + (intoNothing ? "" : ",")));
    }
  }

  private static String member(Map.Entry<String, JsonNode> field) {
    return Quoted.of(field.getKey()) + ":" + field.getValue();
  }

  private static boolean isEmpty(byte[] object, int inside) {
    int next = inside;
    while (Character.isWhitespace(object[next])) {
      next++;
    }
    return object[next] == '}';
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
