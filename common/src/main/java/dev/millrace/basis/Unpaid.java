package dev.millrace.basis;

import dev.millrace.model.Model;
import dev.millrace.model.Route;
import dev.millrace.money.RateCard;
import java.util.List;
import java.util.Optional;

/** Models whose calls cost no credit. Their rate card is kept at each start. */
final class Unpaid {
  private static final RateCard FREE = RateCard.free();

  private Unpaid() {}

  static Model by(List<Route> routes, Model model) {
    return model.going(routes, Optional.of(FREE));
  }
}
