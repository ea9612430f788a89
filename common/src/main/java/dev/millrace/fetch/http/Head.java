package dev.millrace.fetch.http;

import io.vertx.core.http.HttpClientResponse;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a server says before the bytes. Pure.
 *
 * @param location where a redirect leads; null when it does not say
 */
record Head(
    int status,
    String location,
    Optional<String> encoding,
    Optional<String> contentType,
    Optional<Long> size) {
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final int OK = 200;
  private static final Pattern MEDIA_TYPE =
      Pattern.compile("[a-z0-9][a-z0-9!#$&^_.+-]{0,63}/[a-z0-9][a-z0-9!#$&^_.+-]{0,63}");
  private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

  static Head of(HttpClientResponse response) {
    return new Head(
        response.statusCode(),
        response.getHeader("location"),
        header(response, "content-encoding"),
        header(response, "content-type").flatMap(Head::mediaType),
        header(response, "content-length")
            .filter(text -> LENGTH.matcher(text).matches())
            .map(Long::valueOf));
  }

  private static Optional<String> header(HttpClientResponse response, String name) {
    return Optional.ofNullable(response.getHeader(name))
        .map(text -> text.strip().toLowerCase(Locale.ROOT));
  }

  private static Optional<String> mediaType(String header) {
    return Optional.of(header.split(";", 2)[0].strip())
        .filter(text -> MEDIA_TYPE.matcher(text).matches());
  }

  boolean isRedirect() {
    return REDIRECTS.contains(status);
  }

  /** Fails when what follows is not a file of at most so many bytes. */
  void check(long atMost) {
    if (status != OK) {
      throw Trouble.unreachable("its server answers with status %d".formatted(status));
    }
    if (encoding.filter(name -> !name.equals("identity")).isPresent()) {
      throw Trouble.unreachable("its server sends it compressed, though asked not to");
    }
    if (size.filter(bytes -> bytes > atMost).isPresent()) {
      throw Trouble.tooLarge(atMost);
    }
  }

  /** The last step of a URL's path as it stands there. */
  static String nameIn(String url) {
    var path = Optional.ofNullable(URI.create(url).getRawPath()).orElse("");
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
