package dev.millrace.reach;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A caller's address, taken apart once. What is checked is what is called: nothing downstream
 * parses the text again, so there are no two readings of it. Pure.
 *
 * @param host a name in lower case or the text of an address, without brackets or final dot
 * @param pathAndQuery as it goes on the request line
 */
public record TargetUrl(boolean tls, String host, int port, String pathAndQuery) {
  private static final int FIRST_UNPRIVILEGED = 1024;
  private static final Set<String> PRIVATE_TOP_LEVELS =
      Set.of(
          "local",
          "localhost",
          "internal",
          "intranet",
          "lan",
          "home",
          "corp",
          "private",
          "onion",
          "invalid",
          "arpa");
  private static final String NOT_HTTPS = "it does not begin with https://";
  private static final String BYTE = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern PLAIN_IPV4 = Pattern.compile("(" + BYTE + "\\.){3}" + BYTE);

  /** A label that an IPv4 parser of the old kind takes for a number: decimal, octal or hex. */
  private static final Pattern NUMBER = Pattern.compile("\\d+|0x[0-9a-f]*");

  /** Why a text is no address that may be called; the message is for its caller. */
  public static final class Unusable extends Exception {
    private static final long serialVersionUID = 1;

    Unusable(String reason) {
      super(reason);
    }
  }

  /** Takes an address apart; one that leads further than {@code reach} is unusable. */
  public static TargetUrl parse(String text, Reach reach) throws Unusable {
    if (text.length() > reach.longest()) {
      throw new Unusable("it is longer than " + reach.longest() + " characters");
    }
    var uri = uri(text);
    var tls = tls(uri);
    if (uri.getRawUserInfo() != null) {
      throw new Unusable("it holds credentials; leave user and password out");
    }
    var host = host(uri);
    var port = HttpAddress.port(uri);
    if (!tls && !reach.takesPlain(host, port)) {
      throw new Unusable(NOT_HTTPS);
    }
    checkName(host, reach.takesPrivate(host, port));
    if (!reach.takesAsNeighbour(host, port)) {
      checkPort(port, HttpAddress.usualPort(tls));
    }
    return new TargetUrl(tls, host, port, HttpAddress.target(URI.create(uri.toASCIIString())));
  }

  private static URI uri(String text) throws Unusable {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new Unusable("it is no URL");
    }
  }

  private static boolean tls(URI uri) throws Unusable {
    if (HttpAddress.isSecure(uri)) {
      return true;
    }
    if ("http".equalsIgnoreCase(uri.getScheme())) {
      return false;
    }
    throw new Unusable(NOT_HTTPS);
  }

  private static String host(URI uri) throws Unusable {
    var host = uri.getHost();
    if (host == null) {
      throw new Unusable("it names no host in letters, digits, hyphens and dots");
    }
    if (host.indexOf('%') >= 0) {
      throw new Unusable("its address names a network interface of ours");
    }
    return plainHost(host.toLowerCase(Locale.ROOT));
  }

  /** Without brackets or final dot. */
  static String plainHost(String host) {
    if (host.startsWith("[")) {
      return host.substring(1, host.length() - 1);
    }
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  private static void checkName(String host, boolean isPrivateFine) throws Unusable {
    var last = host.substring(host.lastIndexOf('.') + 1);
    if (NUMBER.matcher(last).matches() && !PLAIN_IPV4.matcher(host).matches()) {
      throw new Unusable("an IPv4 address is written as four decimal numbers");
    }
    if (isAddress(host) || isPrivateFine) {
      return;
    }
    if (host.indexOf('.') < 0 || PRIVATE_TOP_LEVELS.contains(last)) {
      throw new Unusable("its host name means something only within a private network");
    }
  }

  /** Below 1024 live mail, directories and the like, which are not to be spoken to through us. */
  private static void checkPort(int port, int usual) throws Unusable {
    if (port != usual && (port < FIRST_UNPRIVILEGED || port > 65_535)) {
      throw new Unusable("its port is neither " + usual + " nor 1024 to 65535");
    }
  }

  /** Whether the host is an address, which stands for itself. */
  public boolean isAddress() {
    return isAddress(host);
  }

  private static boolean isAddress(String host) {
    return host.indexOf(':') >= 0 || PLAIN_IPV4.matcher(host).matches();
  }
}
