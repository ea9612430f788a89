package dev.millrace.model.yaml;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.millrace.money.RateCard;
import java.util.Map;

/** Reads a rate card again that {@linkplain RateCard#price() was written} as JSON. */
public final class CardReader {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private CardReader() {}

  /** Refuses what no catalogue could have said, with an IllegalArgumentException. */
  public static RateCard read(String price) {
    try {
      var problems = new Problems();
      var document = new YamlDocument(JSON.readTree(price), Map.of(JsonPointer.empty(), 1));
      // What the input schema was by then is not known, and was checked by then.
      var reader =
          new PriceReader(Element.root(document, problems), JsonNodeFactory.instance.objectNode());
      return reader
          .read()
          .orElseThrow(
              () -> new IllegalArgumentException("a kept price is none: " + problems.byLine()));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a kept price is no JSON", e);
    }
  }
}
