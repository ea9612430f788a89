package dev.millrace.api.gateway.responses;

import dev.millrace.dialect.Dialects;
import dev.millrace.dialect.Utterance;
import dev.millrace.model.Model;

/**
 * Finds out before a response is queued whether its model's provider can be asked for it: whoever
 * waits for the queue hears of a field that nobody understands too late. Pure.
 */
final class Expressible {
  private Expressible() {}

  /**
   * Looks at the route that is tried first.
   *
   * @throws dev.millrace.fault.FaultException of MALFORMED or FIELD_UNSUPPORTED that names the
   *     field
   */
  static void check(Model model, Utterance utterance) {
    var upstream = Dialects.of(model.routes().getFirst());
    if (upstream.isEmpty()) {
      utterance.conversation();
    } else if (!upstream.get().equals(utterance.dialect())) {
      utterance.askedOf(upstream.get(), model.name().alias());
    }
  }
}
