package dev.millrace.api.gateway.talk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.api.http.key.Caller;
import dev.millrace.dialect.Dialects;
import dev.millrace.dialect.proxy.ProxyDialect;
import dev.millrace.request.Basis.Payer;

/** Who is to pay the provider, where a protocol's body says so. Pure. */
final class Payment {
  private Payment() {}

  /** The caller, with its wish. Fails with MALFORMED. */
  static Caller of(TalkProtocol protocol, Caller caller, ObjectNode body) {
    return switch (protocol) {
      case CHAT, RESPONSES, MESSAGES, GEMINI -> caller;
      case PROXY ->
          Dialects.PROXY.tier(body).map(tier -> caller.paidBy(payer(tier))).orElse(caller);
    };
  }

  private static Payer payer(ProxyDialect.Tier tier) {
    return switch (tier) {
      case PLATFORM -> Payer.PLATFORM;
      case OWN_KEY -> Payer.ACCOUNT;
    };
  }
}
