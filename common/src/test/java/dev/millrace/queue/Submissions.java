package dev.millrace.queue;

import dev.millrace.account.AccountId;
import dev.millrace.model.ModelName;
import dev.millrace.model.file.PackagedPrices;
import dev.millrace.money.Money;
import dev.millrace.money.RateCard;
import dev.millrace.request.RequestId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Submissions for tests: {@code aSubmission().of(account).holding("0.1")}. */
public record Submissions(
    AccountId account, UUID key, String model, String input, Money hold, Instant at) {
  /** Of models that no catalogue has. */
  public static final String RATE_CARD = "card-1";

  public static final UUID KEY = UUID.fromString("00000000-0000-7000-8000-000000000001");

  public static Submissions aSubmission() {
    var account = AccountId.next(Instant.now(), ThreadLocalRandom.current());
    return new Submissions(account, KEY, "local/echo", "{}", Money.parse("0.01"), now());
  }

  /** As exact as the database keeps it. */
  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }

  public Submissions of(AccountId payer) {
    return new Submissions(payer, key, model, input, hold, at);
  }

  public Submissions by(UUID asking) {
    return new Submissions(account, asking, model, input, hold, at);
  }

  public Submissions to(String endpoint, String body) {
    return new Submissions(account, key, endpoint, body, hold, at);
  }

  public Submissions holding(String dollars) {
    return new Submissions(account, key, model, input, Money.parse(dollars), at);
  }

  public Submissions at(Instant instant) {
    return new Submissions(account, key, model, input, hold, instant);
  }

  /** A new request each time. */
  public Submission make() {
    return new Submission(
        RequestId.next(at, ThreadLocalRandom.current()),
        account,
        key,
        ModelName.parse(model).orElseThrow(),
        Terms.of(Lane.NORMAL),
        input,
        Optional.empty(),
        hold,
        rateCardOf(model),
        "test",
        at);
  }

  /** What the packaged catalogue prices that model by. */
  public static String rateCardOf(String model) {
    return PackagedPrices.of(model).map(RateCard::version).orElse(RATE_CARD);
  }
}
