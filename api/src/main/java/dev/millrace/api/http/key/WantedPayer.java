package dev.millrace.api.http.key;

import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.request.Basis.Payer;
import io.vertx.core.MultiMap;
import java.util.Locale;
import java.util.Optional;

/** Reads who a call says is to pay the provider. */
final class WantedPayer {
  static final String HEADER = "X-Millrace-Payer";

  private WantedPayer() {}

  /**
   * Empty when the call leaves that to us.
   *
   * @throws FaultException of MALFORMED when it says anything but {@code platform} or {@code
   *     account}
   */
  static Optional<Payer> in(MultiMap headers) {
    return Optional.ofNullable(headers.get(HEADER)).map(WantedPayer::read);
  }

  private static Payer read(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "platform" -> Payer.PLATFORM;
      case "account" -> Payer.ACCOUNT;
      default ->
          throw new FaultException(
              FaultCode.MALFORMED,
              "the header %s takes platform, for your credit, or account, for a provider key of your own"
                  .formatted(HEADER));
    };
  }
}
