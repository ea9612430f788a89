package dev.millrace.api.http;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How long a caller prefers to wait for the end (RFC 7240: {@code Prefer: wait=5}). A preference is
 * no order: one that we do not understand is as if it were not there. Pure.
 *
 * @param atMost what we grant
 */
public record PreferredWait(Duration atMost) {
  /** On the answer to a caller whose preference was heeded. */
  public static final String APPLIED = "Preference-Applied";

  private static final String HEADER = "Prefer";
  private static final int LONGEST_SECONDS = 60;
  private static final Pattern WAIT =
      Pattern.compile("\\s*wait\\s*(=\\s*\"?(\\d{1,9})\"?\\s*)?(;.*)?", Pattern.CASE_INSENSITIVE);

  /** The first preference for waiting, cut to 60 seconds; plain {@code wait} is as long as that. */
  public static Optional<PreferredWait> on(MultiMap headers) {
    for (var value : headers.getAll(HEADER)) {
      for (var preference : value.split(",")) {
        var wait = WAIT.matcher(preference);
        if (wait.matches()) {
          return granted(wait.group(2));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<PreferredWait> granted(String seconds) {
    int asked = seconds == null ? LONGEST_SECONDS : Integer.parseInt(seconds);
    return asked == 0
        ? Optional.empty()
        : Optional.of(new PreferredWait(Duration.ofSeconds(Math.min(asked, LONGEST_SECONDS))));
  }

  /** The value of {@link #APPLIED}. */
  public String applied() {
    return "wait=" + atMost.toSeconds();
  }
}
