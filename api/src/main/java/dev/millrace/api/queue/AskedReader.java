package dev.millrace.api.queue;

import dev.millrace.api.files.LifecycleHeader;
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

  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d{1,3})?");
  private static final Set<String> STORED = Set.of("1", "true", "TRUE");
  private static final Set<String> NOT_STORED = Set.of("0", "false", "FALSE");

  private final LifecycleHeader lifecycle;
  private final Duration longest;

  AskedReader(LifecycleHeader lifecycle, QueueConfig config) {
    this.lifecycle = lifecycle;
    this.longest = config.longestDeadline();
  }

  /**
   * Fails with {@link dev.millrace.fault.FaultCode#MALFORMED}, naming the header.
   *
   * @param usualLife how long files live whose caller says nothing; empty: for ever
   */
  public Asked read(MultiMap headers, Optional<Duration> usualLife) {
    return new Asked(
        PRIORITY.on(headers).map(AskedReader::lane).orElse(Lane.NORMAL),
        START_WITHIN.on(headers).map(this::seconds),
        FINISH_WITHIN.on(headers).map(this::seconds),
        STORE.on(headers).map(AskedReader::stored).orElse(true),
        lifecycle.life(headers, usualLife));
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
}
