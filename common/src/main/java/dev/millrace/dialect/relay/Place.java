package dev.millrace.dialect.relay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Where a value stands in a JSON text.
 *
 * @param name of its field
 * @param begin of its first character, or byte
 * @param end behind its last
 * @param isText whether it is a string
 */
record Place(String name, int begin, int end, boolean isText) {
  /**
   * Texts may hold images, longer than the usual bound of a string; whoever has them bounds them.
   */
  static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  /**
   * All places of these fields in the object where the parser stands, in order; a name may come
   * more than once.
   *
   * @param within fields whose objects are looked into too, for the same fields
   */
  static List<Place> of(
      Set<String> fields,
      Set<String> within,
      JsonParser parser,
      ToLongFunction<JsonLocation> position)
      throws IOException {
    var found = new ArrayList<Place>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var name = parser.currentName();
      var value = parser.nextToken();
      if (fields.contains(name)) {
        int begin = (int) position.applyAsLong(parser.currentTokenLocation());
        parser.skipChildren();
        parser.finishToken();
        int end = (int) position.applyAsLong(parser.currentLocation());
        found.add(new Place(name, begin, end, value == JsonToken.VALUE_STRING));
      } else if (within.contains(name) && value == JsonToken.START_OBJECT) {
        found.addAll(of(fields, Set.of(), parser, position));
      } else {
        parser.skipChildren();
      }
    }
    return found;
  }
}
