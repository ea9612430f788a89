package dev.millrace.api.http;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;

/**
 * A JSON body and the strong tag that it has on every node: whoever shows that tag again is told
 * that nothing has changed, and is sent nothing. It may be kept and answered many times.
 */
public final class ConditionalAnswer {
  /** What anybody may be told may be kept on the way for so long. */
  private static final String FOR_ALL = "public, max-age=60";

  /** What only one caller is told is asked for anew each time, since its key may have ended. */
  private static final String FOR_ONE = "private, no-cache";

  /** Where keys stand, and who says which protocol is spoken: the answer depends on these. */
  private static final String VARY =
      "Authorization, x-api-key, x-goog-api-key, " + DialectOfPath.ANTHROPIC_VERSION;

  private static final int TAG_BYTES = 16;

  private final byte[] body;
  private final String tag;

  private ConditionalAnswer(byte[] body, String tag) {
    this.body = body;
    this.tag = tag;
  }

  /**
   * An answer of this body.
   *
   * @param body JSON, in UTF-8; not changed afterwards
   */
  public static ConditionalAnswer of(byte[] body) {
    return new ConditionalAnswer(body, tagOf(body));
  }

  private static String tagOf(byte[] body) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(body);
      return '"' + HexFormat.of().formatHex(digest, 0, TAG_BYTES) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** As the {@code ETag} header says it, quotes included. */
  public String tag() {
    return tag;
  }

  /** JSON, in UTF-8. */
  public byte[] body() {
    return body.clone();
  }

  /** To whoever asks without a key: the same for everybody. */
  public Response toAnybody(HttpServerRequest request) {
    return to(request, FOR_ALL);
  }

  /** To the caller whose key came with this call. */
  public Response toOne(HttpServerRequest request) {
    return to(request, FOR_ONE);
  }

  private Response to(HttpServerRequest request, String keeping) {
    var answer =
        isTold(request.headers().getAll(HttpHeaders.IF_NONE_MATCH).stream())
            ? Response.notModified()
            : Response.ok(body, MediaType.APPLICATION_JSON_TYPE);
    return answer
        .header(HttpHeaders.ETAG, tag)
        .header(HttpHeaders.CACHE_CONTROL, keeping)
        .header(HttpHeaders.VARY, VARY)
        .build();
  }

  /** Whether one of these header lines names the tag: weakly, as RFC 9110, 13.1.2 has it. */
  boolean isTold(Stream<String> lines) {
    return lines
        .flatMap(line -> Stream.of(line.split(",", -1)))
        .map(String::strip)
        .map(one -> one.startsWith("W/") ? one.substring(2) : one)
        .anyMatch(one -> one.equals("*") || one.equals(tag));
  }
}
