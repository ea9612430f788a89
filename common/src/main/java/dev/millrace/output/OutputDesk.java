package dev.millrace.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.file.StoredFile;
import dev.millrace.ledger.RateCards;
import dev.millrace.model.Model;
import dev.millrace.model.Route;
import dev.millrace.money.Money;
import dev.millrace.money.Tariff;
import dev.millrace.money.Usage;
import dev.millrace.request.Outcome;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Accepts a provider's output: stores its files, holds it against the model's schema, measures it
 * where its price depends on that, prices it by the card that quoted it.
 */
@ApplicationScoped
public class OutputDesk {
  private static final Logger LOG = Logger.getLogger(OutputDesk.class);
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
  private static final int TRIES = 8;

  private final OutputStore store;
  private final OutputMeter meter;
  private final RateCards rateCards;
  private final UnmeasuredOutputs unmeasured;
  private final ObjectMapper json;

  public OutputDesk(
      OutputStore store,
      OutputMeter meter,
      RateCards rateCards,
      UnmeasuredOutputs unmeasured,
      ObjectMapper json) {
    this.store = store;
    this.meter = meter;
    this.rateCards = rateCards;
    this.unmeasured = unmeasured;
    this.json = json;
  }

  /** What became of an output. */
  public sealed interface Accepted {
    /**
     * It is good.
     *
     * @param output as compact JSON
     */
    record Stored(String output, List<StoredFile> files, Money charge, Usage usage)
        implements Accepted {}

    /** It is not, and nothing is charged. */
    record Refused(Fault fault) implements Accepted {}
  }

  /**
   * Never fails for want of storage: that is a fault that another attempt may mend.
   *
   * @param route by which it came; its files are copied
   */
  public Uni<Accepted> accept(Hold hold, Model model, Route route, Outcome.Succeeded outcome) {
    return accept(hold, model, Optional.of(route), outcome);
  }

  /**
   * The same for what was handed out already: URLs in it stay as they are. It cannot be made once
   * more, so an engine that is away is waited for.
   */
  public Uni<Accepted> acceptGiven(Hold hold, Model model, Outcome.Succeeded outcome) {
    return Uni.createFrom()
        .deferred(() -> accept(hold, model, Optional.empty(), outcome))
        .invoke(OutputDesk::throwIfAway)
        .onFailure(FaultException.class)
        .retry()
        .withBackOff(FIRST_WAIT, LONGEST_WAIT)
        .atMost(TRIES)
        .onFailure(FaultException.class)
        .recoverWithItem(away -> new Accepted.Refused(((FaultException) away).fault()));
  }

  private static void throwIfAway(Accepted accepted) {
    if (accepted instanceof Accepted.Refused(var fault)
        && fault.code() == FaultCode.ENGINE_UNAVAILABLE) {
      throw new FaultException(fault);
    }
  }

  private Uni<Accepted> accept(
      Hold hold, Model model, Optional<Route> from, Outcome.Succeeded outcome) {
    return outcome
        .output()
        .spoken()
        .map(answer -> spoken(hold, outcome.usage(), answer))
        .orElseGet(() -> stored(hold, model, from, outcome))
        .onFailure()
        .recoverWithItem(failure -> refused(hold, failure));
  }

  /** Whoever wrote it in its protocol has held it against that; it has no files. */
  private Uni<Accepted> spoken(Hold hold, Usage usage, String answer) {
    return rateCards
        .tariff(hold.rateCard())
        .map(
            tariff ->
                tariff
                    .<Accepted>map(
                        known ->
                            new Accepted.Stored(
                                answer, List.of(), charge(hold, known, usage), usage))
                    .orElseGet(() -> unknownCard(hold)));
  }

  private Uni<Accepted> stored(
      Hold hold, Model model, Optional<Route> from, Outcome.Succeeded outcome) {
    return store
        .store(hold, model, from, outcome.output())
        .chain(stored -> check(hold, model, outcome, stored));
  }

  private Uni<Accepted> check(
      Hold hold, Model model, Outcome.Succeeded outcome, OutputStore.Stored stored) {
    var errors = model.outputSchema().validate(stored.value());
    if (!errors.isEmpty()) {
      return Uni.createFrom()
          .item(
              new Accepted.Refused(
                  Fault.invalid(
                      FaultCode.INVALID_OUTPUT,
                      "the provider's output does not fit the output schema of %s"
                          .formatted(model.name()),
                      errors)));
    }
    return rateCards
        .tariff(hold.rateCard())
        .chain(
            tariff ->
                tariff.isPresent()
                    ? measured(hold, tariff.get(), outcome, stored)
                        .map(usage -> priced(hold, tariff.get(), usage, stored))
                    : Uni.createFrom().item(unknownCard(hold)));
  }

  /** What the bytes say, where the price depends on what was made and the provider did not say. */
  private Uni<Usage> measured(
      Hold hold, Tariff tariff, Outcome.Succeeded outcome, OutputStore.Stored stored) {
    var told = outcome.usage();
    if (tariff.unmeasured(told) == 0) {
      return Uni.createFrom().item(told);
    }
    return meter
        .media(outcome.output())
        .map(told::with)
        .chain(usage -> withCopied(usage, told, tariff, stored))
        .invoke(usage -> unmeasured.note(hold, tariff.unmeasured(usage)));
  }

  /**
   * What the provider says of files that it links to is not measured once more: it could not be
   * told which of them it spoke of.
   */
  private Uni<Usage> withCopied(Usage usage, Usage told, Tariff tariff, OutputStore.Stored stored) {
    return told.media().isEmpty() && tariff.unmeasured(usage) > 0
        ? meter.media(stored.copied()).map(usage::with)
        : Uni.createFrom().item(usage);
  }

  private static Accepted unknownCard(Hold hold) {
    LOG.errorf("rate card not known request=%s rateCard=%s", hold.request(), hold.rateCard());
    return new Accepted.Refused(
        Fault.of(
            FaultCode.UNKNOWN,
            "the rate card that this request was quoted from is not known any more, so it is not"
                + " charged; our log has it under its id"));
  }

  private Accepted priced(Hold hold, Tariff tariff, Usage usage, OutputStore.Stored stored) {
    return new Accepted.Stored(
        text(stored.value()), stored.files(), charge(hold, tariff, usage), usage);
  }

  /** The hold is a promise to the caller: whatever was used, no more than that is taken. */
  private static Money charge(Hold hold, Tariff tariff, Usage usage) {
    return tariff.charge(usage).min(hold.amount());
  }

  private String text(JsonNode value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an output cannot be written as JSON", e);
    }
  }

  private static Accepted refused(Hold hold, Throwable failure) {
    if (failure instanceof FaultException known) {
      LOG.warnf("output refused request=%s: %s", hold.request(), known.getMessage());
      return new Accepted.Refused(known.fault());
    }
    LOG.warnf("output not stored request=%s: %s", hold.request(), failure);
    return new Accepted.Refused(
        Fault.of(
            FaultCode.ENGINE_UNAVAILABLE, "the output could not be stored; it is made once more"));
  }
}
