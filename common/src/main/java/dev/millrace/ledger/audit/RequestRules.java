package dev.millrace.ledger.audit;

import dev.millrace.fault.FaultException;
import dev.millrace.ledger.audit.Difference.Kind;
import dev.millrace.money.Tariff;
import dev.millrace.money.Usage;
import dev.millrace.money.UsageJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is true of every request's money. Pure, but for what knows the tariffs.
 *
 * <p>Requests that ended before a release was written for each end without a charge (V010) would be
 * told as differences; no production platform has any.
 */
public final class RequestRules {
  private final Function<String, Optional<Tariff>> tariffs;

  /**
   * @param tariffs the tariff that a rate card's name stands for; empty when no such card was kept
   */
  public RequestRules(Function<String, Optional<Tariff>> tariffs) {
    this.tariffs = tariffs;
  }

  public List<Difference> differences(RequestBooks books) {
    var found = new ArrayList<Difference>();
    compareEnds(books, found);
    comparePrice(books, found);
    if (!books.ends().charge().covers(books.refunded())) {
      found.add(
          of(
              books,
              Kind.REFUND,
              "given back, at most the charge",
              books.ends().charge(),
              books.refunded()));
    }
    return found;
  }

  private static void compareEnds(RequestBooks books, List<Difference> found) {
    var due = books.due();
    var ends = books.ends();
    if (!due.counts().equals(ends.counts())) {
      var about = "ledger entries of a request that is %s".formatted(books.status());
      found.add(of(books, Kind.END_ENTRIES, about, due.counts(), ends.counts()));
    }
    if (!due.charge().equals(ends.charge())) {
      found.add(of(books, Kind.CHARGE_ENTRY, "the request's charge", due.charge(), ends.charge()));
    }
    if (!due.released().equals(ends.released())) {
      found.add(of(books, Kind.RELEASED, "the hold", due.released(), ends.released()));
    }
    if (ends.rateCard().isPresent() && !ends.rateCard().get().equals(books.rateCard())) {
      found.add(
          of(
              books,
              Kind.RATE_CARD,
              "named by the charge",
              books.rateCard(),
              ends.rateCard().get()));
    }
  }

  private void comparePrice(RequestBooks books, List<Difference> found) {
    if (books.usage().isEmpty() && books.ends().charges() == 0) {
      return;
    }
    var tariff = tariffs.apply(books.rateCard());
    if (tariff.isEmpty()) {
      found.add(of(books, Kind.RATE_CARD, "kept for ever", books.rateCard(), "not known"));
      return;
    }
    if (books.usage().isEmpty()) {
      return;
    }
    try {
      var usage = UsageJson.read(books.usage().get());
      compareCharge(books, tariff.get(), usage, found);
    } catch (IllegalArgumentException e) {
      found.add(of(books, Kind.USAGE, "a readable usage", "readable", e.getMessage()));
    }
  }

  private static void compareCharge(
      RequestBooks books, Tariff tariff, Usage usage, List<Difference> found) {
    var charge = price(books, tariff, usage);
    if (!charge.equals(books.charged().toString())) {
      var about =
          "%s of %s, held %s"
              .formatted(books.rateCard(), books.usage().orElseThrow(), books.held());
      found.add(of(books, Kind.CHARGE, about, charge, books.charged()));
    }
  }

  /** As it was charged: no more than the hold, whatever was used. */
  private static String price(RequestBooks books, Tariff tariff, Usage usage) {
    try {
      return tariff.charge(usage).min(books.held()).toString();
    } catch (ArithmeticException | FaultException e) {
      return "no amount: " + e.getMessage(); // it could not have been charged either
    }
  }

  private static Difference of(
      RequestBooks books, Kind kind, String about, Object expected, Object found) {
    return new Difference(
        kind,
        books.account(),
        Optional.of(books.request()),
        about,
        expected.toString(),
        found.toString());
  }
}
