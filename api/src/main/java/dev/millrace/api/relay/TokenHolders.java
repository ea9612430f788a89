package dev.millrace.api.relay;

import dev.millrace.api.files.UploadLinks;
import dev.millrace.api.files.UploadTokenDesk;
import dev.millrace.api.files.UploadTokens.Grant;
import dev.millrace.api.files.UploadTokens.Use;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;

/** Who brings bytes with a token instead of a key. */
@ApplicationScoped
public class TokenHolders {
  private final UploadTokenDesk desk;

  TokenHolders(UploadTokenDesk desk) {
    this.desk = desk;
  }

  /** Fails with KEY_MISSING without a token, and with KEY_INVALID when it is no good for this. */
  public Uni<Grant> grant(HttpServerRequest request, Use use) {
    var token = request.getParam(UploadLinks.TOKEN);
    if (token == null || token.isEmpty()) {
      return Uni.createFrom().failure(missing());
    }
    return desk.tokens().map(tokens -> tokens.read(token, use).orElseThrow(TokenHolders::invalid));
  }

  private static FaultException missing() {
    return new FaultException(
        FaultCode.KEY_MISSING,
        "no upload_token came with this call; use the whole URL that the upload's beginning gave");
  }

  static FaultException invalid() {
    return new FaultException(
        FaultCode.KEY_INVALID,
        "the upload_token is forged, is for something else or has expired; begin another upload");
  }
}
