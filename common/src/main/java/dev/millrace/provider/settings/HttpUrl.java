package dev.millrace.provider.settings;

import dev.millrace.reach.HttpAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** URLs that we are ready to call. */
public final class HttpUrl {
  private HttpUrl() {}

  /**
   * The URL that the text spells, if it is http or https with a host, without user and fragment.
   */
  public static Optional<URI> parse(String text) {
    try {
      return Optional.of(new URI(text)).filter(HttpUrl::isPlain);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static boolean isPlain(URI url) {
    return isHttp(url.getScheme())
        && url.getHost() != null
        && url.getRawUserInfo() == null
        && url.getRawFragment() == null;
  }

  private static boolean isHttp(String scheme) {
    return "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
  }

  /** The values of its query, since keys are sent there too; a URL of ours names no user. */
  public static Stream<String> secretsIn(URI url) {
    return Optional.ofNullable(url.getRawQuery()).stream()
        .flatMap(query -> Arrays.stream(query.split("&")))
        .map(pair -> pair.substring(pair.indexOf('=') + 1));
  }

  /** The URL of a path, which begins with a slash, below another URL. */
  public static URI below(URI base, String path) {
    var text = base.toString();
    return URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + path);
  }

  /** Whether both lead to the same scheme, host and port. */
  public static boolean sameOrigin(URI one, URI other) {
    return HttpAddress.isSecure(one) == HttpAddress.isSecure(other)
        && one.getHost().equalsIgnoreCase(other.getHost())
        && HttpAddress.port(one) == HttpAddress.port(other);
  }
}
