package dev.millrace.api.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.api.http.AliasedHeader;
import io.vertx.core.MultiMap;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/** Reads how long a caller wants the files of a call to live. */
@ApplicationScoped
public class LifecycleHeader {
  private static final AliasedHeader LIFECYCLE =
      AliasedHeader.of(
          "X-Modelrunner-Object-Lifecycle-Preference", "X-Fal-Object-Lifecycle-Preference");
  private static final String EXPIRES = "expiration_duration_seconds";
  private static final long SOONEST_EXPIRY = 60;
  private static final long LATEST_EXPIRY = 157_680_000;

  private final ObjectMapper json;

  public LifecycleHeader(ObjectMapper json) {
    this.json = json;
  }

  /**
   * How long they live; empty: for ever. A header wins over what is usual, also with {@code null}
   * in it. Fails with {@link dev.millrace.fault.FaultCode#MALFORMED}, naming the header.
   *
   * @param usual for callers who say nothing
   */
  public Optional<Duration> life(MultiMap headers, Optional<Duration> usual) {
    var given = LIFECYCLE.on(headers);
    if (given.isEmpty()) {
      return usual;
    }
    var seconds =
        parsed(given.get().value())
            .filter(LifecycleHeader::isLifecycle)
            .orElseThrow(
                () ->
                    given
                        .get()
                        .refused(
                            "must be {\"%s\": n} with n from %d to %d or null, and nothing else in it"
                                .formatted(EXPIRES, SOONEST_EXPIRY, LATEST_EXPIRY)))
            .get(EXPIRES);
    return seconds.isNull()
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds(seconds.longValue()));
  }

  private Optional<JsonNode> parsed(String text) {
    try {
      return Optional.ofNullable(json.readTree(text));
    } catch (JsonProcessingException e) {
      return Optional.empty(); // the caller is told what it must be, which says more than a place
    }
  }

  private static boolean isLifecycle(JsonNode preference) {
    return preference instanceof ObjectNode object
        && object.size() == 1
        && object.has(EXPIRES)
        && (object.get(EXPIRES).isNull() || isExpiry(object.get(EXPIRES)));
  }

  private static boolean isExpiry(JsonNode seconds) {
    return seconds.isIntegralNumber()
        && seconds.canConvertToLong()
        && seconds.longValue() >= SOONEST_EXPIRY
        && seconds.longValue() <= LATEST_EXPIRY;
  }
}
