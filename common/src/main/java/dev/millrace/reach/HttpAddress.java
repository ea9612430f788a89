package dev.millrace.reach;

import java.net.URI;

/** What an http or https URL says to who calls it. Pure. */
public final class HttpAddress {
  private static final int HTTPS = 443;
  private static final int HTTP = 80;

  private HttpAddress() {}

  /** Whether it is called over TLS. */
  public static boolean isSecure(URI url) {
    return "https".equalsIgnoreCase(url.getScheme());
  }

  /** Where it leads on its host, by its scheme unless it says so. */
  public static int port(URI url) {
    return url.getPort() == -1 ? usualPort(isSecure(url)) : url.getPort();
  }

  /** The port of a URL that names none. */
  static int usualPort(boolean secure) {
    return secure ? HTTPS : HTTP;
  }

  /**
   * What a call names on its first line: path and query as they are written, and {@code /} for no
   * path (RFC 9112, 3.2.1).
   */
  public static String target(URI url) {
    var path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
  }
}
