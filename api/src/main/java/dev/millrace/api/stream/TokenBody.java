package dev.millrace.api.stream;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.api.http.fault.Refusal;
import java.time.Duration;
import java.util.List;

/**
 * What a browser token is asked to be.
 *
 * @param allowedApps models that it is for, as {@code owner/alias} or the alias alone; none means
 *     all
 * @param tokenExpiration seconds until it expires
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record TokenBody(
    @JsonProperty("allowed_apps") List<String> allowedApps,
    @JsonProperty("token_expiration") Integer tokenExpiration) {
  private static final int MOST_APPS = 20;
  private static final int LONGEST_APP = 200;
  private static final int LONGEST = 120;

  List<String> apps() {
    if (allowedApps == null) {
      return List.of();
    }
    boolean isFine =
        allowedApps.size() <= MOST_APPS
            && allowedApps.stream()
                .allMatch(app -> app != null && !app.isEmpty() && app.length() <= LONGEST_APP);
    if (!isFine) {
      throw Refusal.of("allowed_apps", "maxItems", "must be at most 20 names of models");
    }
    return allowedApps;
  }

  Duration validFor() {
    if (tokenExpiration == null) {
      return Duration.ofSeconds(LONGEST);
    }
    if (tokenExpiration < 1 || tokenExpiration > LONGEST) {
      throw Refusal.of("token_expiration", "maximum", "must be from 1 to 120 seconds");
    }
    return Duration.ofSeconds(tokenExpiration);
  }
}
