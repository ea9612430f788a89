package dev.millrace.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.millrace.model.ModelName;
import dev.millrace.model.Route;
import dev.millrace.request.Attempt;
import dev.millrace.request.RequestId;
import java.time.Duration;
import java.util.UUID;

/** Builds calls for tests. JSON may be written with single quotes. */
public final class Calls {
  public static final RequestId REQUEST =
      new RequestId(UUID.fromString("01900000-0000-7000-8000-000000000001"));
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Calls() {}

  public static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the test's JSON is none: " + text, e);
    }
  }

  public static Route route(String dialect, String settings) {
    return new Route("main", dialect, json(settings));
  }

  public static Call with(JsonNode input) {
    return call(
        new Route("main", "local", JsonNodeFactory.instance.objectNode()),
        input,
        1,
        Duration.ofSeconds(10));
  }

  public static Call with(String input) {
    return with(json(input));
  }

  public static Call attempt(int number, String input) {
    return call(with(input).route(), json(input), number, Duration.ofSeconds(10));
  }

  public static Call call(Route route, JsonNode input, int number, Duration timeout) {
    return new Call(
        REQUEST,
        new ModelName("test", "model"),
        route,
        new Attempt(number, number, 3, timeout),
        input);
  }
}
