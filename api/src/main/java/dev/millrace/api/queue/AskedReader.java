package dev.millrace.api.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.api.http.AliasedHeader;
import dev.millrace.api.http.AliasedHeader.Given;
import dev.millrace.queue.Lane;
import io.vertx.core.MultiMap;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads what a submit's headers ask for. One that is not understood is refused: taking a deadline
 * or a wish for privacy and not keeping it would be worse.
 */
@ApplicationScoped
public class AskedReader {
  private static final AliasedHeader PRIORITY =
      AliasedHeader.of("X-Modelrunner-Queue-Priority", "X-Fal-Queue-Priority");
  private static final AliasedHeader START_WITHIN =
      AliasedHeader.of("X-Millrace-Start-Within", "X-Fal-Request-Timeout");
  private static final AliasedHeader FINISH_WITHIN = AliasedHeader.of("X-Millrace-Finish-Within");
  private static final AliasedHeader STORE =
      AliasedHeader.of("X-Modelrunner-Store-IO", "X-Fal-Store-IO");
  private static final AliasedHeader LIFECYCLE =
      AliasedHeader.of(
          "X-Modelrunner-Object-Lifecycle-Preference", "X-Fal-Object-Lifecycle-Preference");

  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d{1,3})?");
  private static final Set<String> STORED = Set.of("1", "true", "TRUE");
  private static final Set<String> NOT_STORED = Set.of("0", "false", "FALSE");
  private static final String EXPIRES = "expiration_duration_seconds";
  private static final long SOONEST_EXPIRY = 60;
  private static final long LATEST_EXPIRY = 157_680_000;

  private final ObjectMapper json;
  private final Duration longest;

  AskedReader(ObjectMapper json, QueueConfig config) {
    this.json = json;
    this.longest = config.longestDeadline();
  }

  /** Fails with {@link dev.millrace.fault.FaultCode#MALFORMED}, naming the header. */
  public Asked read(MultiMap headers) {
    LIFECYCLE.on(headers).ifPresent(this::checkLifecycle);
    return new Asked(
        PRIORITY.on(headers).map(AskedReader::lane).orElse(Lane.NORMAL),
        START_WITHIN.on(headers).map(this::seconds),
        FINISH_WITHIN.on(headers).map(this::seconds),
        STORE.on(headers).map(AskedReader::stored).orElse(true));
  }

  private static Lane lane(Given given) {
    return Lane.parse(given.value())
        .orElseThrow(() -> given.refused("must be normal or low; leave it out for normal"));
  }

  private Duration seconds(Given given) {
    if (SECONDS.matcher(given.value()).matches()) {
      var within = Duration.ofMillis(new BigDecimal(given.value()).movePointRight(3).longValue());
      if (within.isPositive() && within.compareTo(longest) <= 0) {
        return within;
      }
    }
    throw given.refused(
        "must be a number of seconds above 0 and at most %d, such as 30 or 2.5"
            .formatted(longest.toSeconds()));
  }

  private static boolean stored(Given given) {
    if (!STORED.contains(given.value()) && !NOT_STORED.contains(given.value())) {
      throw given.refused("must be 0, 1, true, false, TRUE or FALSE");
    }
    return STORED.contains(given.value());
  }

  private void checkLifecycle(Given given) {
    if (!isLifecycle(parsed(given.value()))) {
      throw given.refused(
          "must be {\"%s\": n} with n from %d to %d or null, and nothing else in it"
              .formatted(EXPIRES, SOONEST_EXPIRY, LATEST_EXPIRY));
    }
  }

  private Optional<JsonNode> parsed(String text) {
    try {
      return Optional.ofNullable(json.readTree(text));
    } catch (JsonProcessingException e) {
      return Optional.empty(); // the caller is told what it must be, which says more than a place
    }
  }

  private static boolean isLifecycle(Optional<JsonNode> preference) {
    return preference
        .filter(ObjectNode.class::isInstance)
        .filter(object -> object.size() == 1 && object.has(EXPIRES))
        .map(object -> object.get(EXPIRES))
        .filter(seconds -> seconds.isNull() || isExpiry(seconds))
        .isPresent();
  }

  private static boolean isExpiry(JsonNode seconds) {
    return seconds.isIntegralNumber()
        && seconds.canConvertToLong()
        && seconds.longValue() >= SOONEST_EXPIRY
        && seconds.longValue() <= LATEST_EXPIRY;
  }
}
