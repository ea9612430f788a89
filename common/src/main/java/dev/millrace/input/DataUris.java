package dev.millrace.input;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.provider.Workbench;
import dev.millrace.request.DataUrl;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/** Makes bytes of {@code data:} URIs and the other way round, away from the event loop. */
@ApplicationScoped
public class DataUris {
  static final String UNKNOWN_TYPE = "application/octet-stream";

  /** What RFC 2397 says of one that names no type. */
  private static final String USUAL_TYPE = "text/plain";

  private static final Pattern TYPE = Pattern.compile("[\\w.+-]{1,64}/[\\w.+-]{1,64}");

  private final Workbench workbench;

  public DataUris(Workbench workbench) {
    this.workbench = workbench;
  }

  /** Fails with INVALID_INPUT when there are none in it. */
  Uni<byte[]> bytes(String uri) {
    return workbench.run(() -> decoded(uri));
  }

  Uni<String> of(String contentType, byte[] bytes) {
    var type = TYPE.matcher(contentType).matches() ? contentType : UNKNOWN_TYPE;
    return workbench.run(
        () -> "data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes));
  }

  static String typeOf(String uri) {
    var type = uri.substring("data:".length()).split("[;,]", 2)[0];
    return type.isEmpty() ? USUAL_TYPE : TYPE.matcher(type).matches() ? type : UNKNOWN_TYPE;
  }

  private static byte[] decoded(String uri) {
    var text = TextNode.valueOf(uri);
    var bytes =
        DataUrl.is(text)
            ? DataUrl.bytes(text)
            : percentDecoded(uri.substring(uri.indexOf(',') + 1));
    if (bytes.length == 0) {
      throw new FaultException(
          FaultCode.INVALID_INPUT, "a data: URI of the input is empty, or its base64 is broken");
    }
    return bytes;
  }

  private static byte[] percentDecoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8)
          .getBytes(StandardCharsets.UTF_8);
    } catch (IllegalArgumentException broken) {
      return new byte[0];
    }
  }
}
