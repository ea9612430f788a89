package dev.millrace.api.http.key;

import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** Lets the operator in, by a key from the configuration. Without one it lets nobody in. */
@ApplicationScoped
public class AdminGate {
  private final Optional<byte[]> key;

  @Inject
  AdminGate(AdminConfig config) {
    this(config.key());
  }

  AdminGate(Optional<String> key) {
    this.key = key.filter(text -> !text.isBlank()).map(AdminGate::bytes);
  }

  /** Returns when the call carries the operator's key; throws the refusal otherwise. */
  public void check(HttpServerRequest request) {
    var expected = key.orElseThrow(AdminGate::closed);
    var presented = PresentedKey.on(request).orElseThrow(AdminGate::missing);
    // In constant time: how long a comparison takes must not tell how much of a guess was right.
    if (!MessageDigest.isEqual(expected, bytes(presented))) {
      throw new FaultException(FaultCode.KEY_INVALID, "this is not the operator's key");
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static FaultException closed() {
    return new FaultException(
        FaultCode.FORBIDDEN,
        "the admin routes are switched off; set millrace.admin.key to open them");
  }

  private static FaultException missing() {
    return new FaultException(
        FaultCode.KEY_MISSING,
        "this route needs the operator's key: Authorization: Key <admin key>");
  }
}
