package dev.millrace.api.configuration;

import dev.millrace.fault.FaultException;
import dev.millrace.model.Model;
import dev.millrace.money.Money;
import dev.millrace.money.RateCard;
import dev.millrace.money.Usage;
import dev.millrace.request.Basis.Payer;
import dev.millrace.vault.ModelConfigurations.Run;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** Shows a request that followed a configuration, with what it cost. Pure. */
final class RunCost {
  private RunCost() {}

  /**
   * The request as it is shown.
   *
   * @param model as it is today; empty when it left the catalogue
   */
  static UsageAnswers.Run view(Run run, Optional<Model> model) {
    var usage = run.usage().orElse(Usage.NONE);
    long read = usage.inputTokens() + usage.cachedInputTokens() + usage.cacheWriteTokens();
    long written = usage.outputTokens() + usage.reasoningTokens();
    return new UsageAnswers.Run(
        run.request().toString(),
        run.at().toString(),
        read,
        written,
        read + written,
        cost(run, model).map(money -> new BigDecimal(money.toString())).orElse(null),
        run.took().map(Duration::toMillis).orElse(null));
  }

  private static Optional<Money> cost(Run run, Optional<Model> model) {
    if (run.payer() == Payer.PLATFORM) {
      return Optional.of(run.charged());
    }
    return run.usage().flatMap(usage -> model.flatMap(Model::price).flatMap(c -> cost(c, usage)));
  }

  /** The card's usual rates: which of its variants the input fell under is not known any more. */
  private static Optional<Money> cost(RateCard card, Usage usage) {
    try {
      return card.tariff(card.version()).map(tariff -> tariff.charge(usage));
    } catch (FaultException beyondMoney) {
      return Optional.empty();
    }
  }
}
