package dev.millrace.api.relay;

import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.file.ContentType;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** What a call says of the body that it brings. */
final class Body {
  private final HttpServerRequest request;

  Body(HttpServerRequest request) {
    this.request = request;
  }

  /** Its bytes; empty when they come in chunks and nobody knows how many. */
  Optional<Long> length() {
    try {
      return Optional.ofNullable(request.getHeader(HttpHeaders.CONTENT_LENGTH))
          .map(Long::parseLong);
    } catch (NumberFormatException e) {
      throw new FaultException(FaultCode.MALFORMED, "Content-Length is not a number");
    }
  }

  /** The type without its parameters, in small letters; empty when the call does not say. */
  Optional<String> type() {
    return Optional.ofNullable(request.getHeader(HttpHeaders.CONTENT_TYPE))
        .map(ContentType::essence)
        .filter(type -> !type.isEmpty());
  }

  /** A file is stored as it comes, so what is packed for the way alone cannot be taken. */
  void checkNotEncoded() {
    var encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
      throw new FaultException(
          FaultCode.MEDIA_TYPE_UNSUPPORTED,
          "a file is taken as it is; send it without Content-Encoding");
    }
  }

  /** A type that says nothing, such as {@code application/octet-stream}, contradicts nothing. */
  void checkType(String declared) {
    type()
        .filter(type -> !ContentType.isGeneric(type))
        .filter(type -> !type.equals(ContentType.essence(declared)))
        .ifPresent(
            type -> {
              throw new FaultException(
                  FaultCode.FILE_MISMATCH,
                  "Content-Type is %s and %s was declared; nothing was taken"
                      .formatted(type, declared));
            });
  }
}
