package dev.millrace.api.proxy;

import dev.millrace.api.http.PublicUrl;
import dev.millrace.api.http.cors.Origins;
import dev.millrace.api.http.guard.PathGuard;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a client would call if there were no proxy. Its host says which service is meant, and is
 * never connected to. Pure.
 *
 * @param path a path of ours, as it came: percent-encoded, without slashes at its end
 * @param query as it came; empty when there is none
 */
record Target(String path, String query) {
  private static final int LONGEST = 2048;
  private static final int HTTPS = 443;
  private static final String STREAM = "/stream";
  private static final Pattern SLASHES_AT_END = Pattern.compile("/+$");

  /**
   * Reads the header.
   *
   * @param given all of its values
   * @param own where we are reached ourselves: URLs in our answers begin so
   * @throws FaultException MALFORMED, PATH_INVALID or URI_TOO_LONG for what is no usable URL,
   *     TARGET_FORBIDDEN for another host
   */
  static Target of(ProxyFace face, List<String> given, PublicUrl own) {
    var uri = uri(face, given);
    checkHost(face, uri, own);
    var path = uri.getRawPath() == null ? "" : uri.getRawPath();
    PathGuard.refuse(path)
        .ifPresent(
            fault -> {
              throw new FaultException(fault);
            });
    var bare = SLASHES_AT_END.matcher(path).replaceFirst("");
    return new Target(
        face.isRunHost(uri.getHost()) ? asRun(bare) : bare,
        Optional.ofNullable(uri.getRawQuery()).orElse(""));
  }

  private static URI uri(ProxyFace face, List<String> given) {
    if (given.size() != 1 || given.getFirst().isBlank()) {
      throw malformed(face, given.isEmpty() ? "is missing" : "must stand here once");
    }
    var text = given.getFirst().strip();
    if (text.length() > LONGEST) {
      throw new FaultException(
          FaultCode.URI_TOO_LONG,
          "%s has %d characters; at the most %d are read"
              .formatted(face.targetHeader(), text.length(), LONGEST));
    }
    try {
      var uri = URI.create(text);
      check(face, uri);
      return uri;
    } catch (IllegalArgumentException e) {
      throw malformed(face, "is no URL");
    }
  }

  private static void check(ProxyFace face, URI uri) {
    var scheme = uri.getScheme();
    if (!"https".equalsIgnoreCase(scheme) && !"http".equalsIgnoreCase(scheme)) {
      throw malformed(face, "must begin with https://");
    }
    if (uri.getHost() == null) {
      throw malformed(face, "names no host");
    }
    if (uri.getRawAuthority().contains("@")) {
      throw malformed(face, "must not hold credentials");
    }
    if (uri.getRawFragment() != null) {
      throw malformed(face, "must not have a fragment");
    }
  }

  private static void checkHost(ProxyFace face, URI uri, PublicUrl own) {
    boolean isService =
        "https".equalsIgnoreCase(uri.getScheme())
            && (uri.getPort() < 0 || uri.getPort() == HTTPS)
            && face.isServiceHost(uri.getHost());
    if (!isService && !isOwn(uri, own)) {
      throw new FaultException(
          Fault.of(
              FaultCode.TARGET_FORBIDDEN,
              "the host in %s is neither one that this client's service has nor ours; the proxy calls nobody else"
                  .formatted(face.targetHeader())));
    }
  }

  private static boolean isOwn(URI uri, PublicUrl own) {
    return Origins.originOf(own.value()).equals(Origins.originOf(uri.toString()));
  }

  /** {@code /owner/alias} and {@code /owner/alias/stream} are both {@code /run/owner/alias}. */
  private static String asRun(String path) {
    return "/run"
        + (path.endsWith(STREAM) ? path.substring(0, path.length() - STREAM.length()) : path);
  }

  private static FaultException malformed(ProxyFace face, String complaint) {
    return new FaultException(FaultCode.MALFORMED, face.targetHeader() + " " + complaint);
  }
}
