package dev.millrace.api.gateway.responses;

import dev.millrace.dialect.Dialect;
import dev.millrace.dialect.Dialects;
import dev.millrace.dialect.Utterance;
import dev.millrace.model.Model;
import dev.millrace.model.Route;
import java.util.Optional;

/**
 * Finds out before a response is queued whether its model's provider can be asked for it: whoever
 * waits for the queue hears of a field that nobody understands too late. Pure.
 */
final class Expressible {
  private static final String OPENAI = "openai";

  private Expressible() {}

  /**
   * Looks at the route that is tried first.
   *
   * @throws dev.millrace.fault.FaultException of MALFORMED or FIELD_UNSUPPORTED that names the
   *     field
   */
  static void check(Model model, Utterance utterance) {
    var upstream = upstreamOf(model.routes().getFirst());
    if (upstream.isEmpty()) {
      utterance.conversation();
    } else if (!upstream.get().equals(utterance.dialect())) {
      utterance.askedOf(upstream.get(), model.name().alias());
    }
  }

  /** Empty for what speaks no protocol of others. */
  private static Optional<Dialect> upstreamOf(Route route) {
    if (route.dialect().equals(OPENAI)) {
      boolean asResponses = route.settings().path("operation").asText().equals("responses");
      return Optional.of(asResponses ? Dialects.RESPONSES : Dialects.CHAT);
    }
    return Dialects.all().stream()
        .filter(dialect -> dialect.word().equals(route.dialect()))
        .findFirst();
  }
}
