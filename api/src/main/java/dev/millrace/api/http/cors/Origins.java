package dev.millrace.api.http.cors;

import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The origins that an operator allows. Pure.
 *
 * @param listed as browsers write them: scheme and host in small letters, the port only where it is
 *     not the scheme's own; or {@link #ANY}
 */
public record Origins(Set<String> listed) {
  /** Whatever a browser sends, even {@code null}. */
  public static final String ANY = "*";

  public Origins {
    listed = Set.copyOf(listed);
  }

  /**
   * Reads a setting.
   *
   * @throws IllegalArgumentException when a value is neither an origin nor {@code *}
   */
  public static Origins of(String setting, Collection<String> values) {
    var listed = new LinkedHashSet<String>();
    for (var value : values) {
      var text = value.strip();
      listed.add(
          text.equals(ANY)
              ? ANY
              : originOf(text)
                  .filter(origin -> text.equalsIgnoreCase(origin) || isOriginWithPort(text))
                  .orElseThrow(() -> none(setting, text)));
    }
    return new Origins(listed);
  }

  /** Whether a page of this origin is welcome; the text is an {@code Origin} header's. */
  public boolean allow(String origin) {
    return listed.contains(ANY) || listed.contains(origin);
  }

  public boolean isEmpty() {
    return listed.isEmpty();
  }

  /** The origin of a URL; empty when it is no http URL with a host. */
  public static Optional<String> originOf(String url) {
    try {
      var uri = URI.create(url);
      var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if (uri.getHost() == null || uri.getRawUserInfo() != null || ownPort(scheme) < 0) {
        return Optional.empty();
      }
      var host = uri.getHost().toLowerCase(Locale.ROOT);
      int port = uri.getPort();
      return Optional.of(
          scheme + "://" + host + (port < 0 || port == ownPort(scheme) ? "" : ":" + port));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // not a URL
    }
  }

  /** The port that goes without saying; -1 for what is no web page's scheme. */
  private static int ownPort(String scheme) {
    return switch (scheme) {
      case "http" -> 80;
      case "https" -> 443;
      default -> -1;
    };
  }

  private static boolean isOriginWithPort(String text) {
    return text.matches("(?i)https?://[^/?#]+:\\d+");
  }

  private static IllegalArgumentException none(String setting, String text) {
    return new IllegalArgumentException(
        "%s holds \"%s\", which is no origin; write scheme://host or scheme://host:port, without a path"
            .formatted(setting, text));
  }
}
