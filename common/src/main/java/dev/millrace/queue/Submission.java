package dev.millrace.queue;

import dev.millrace.account.AccountId;
import dev.millrace.file.RequestFiles;
import dev.millrace.model.ModelName;
import dev.millrace.money.Money;
import dev.millrace.request.Basis;
import dev.millrace.request.RequestId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A request that asks to be admitted: authenticated, validated and priced.
 *
 * @param key which key of the account asks; not its text
 * @param terms what the caller said beside the input
 * @param input the model's own fields, as compact JSON
 * @param metadata the caller's own labels, as a JSON object
 * @param hold the most that it can cost
 * @param rateCard the version of the rate card that says so
 * @param files which files it takes, and how long those live that it makes
 * @param basis who pays the provider, and which configuration it follows
 * @param correlationId ties it to the HTTP call and the logs
 */
public record Submission(
    RequestId id,
    AccountId account,
    UUID key,
    ModelName model,
    Terms terms,
    String input,
    Optional<String> metadata,
    Money hold,
    String rateCard,
    RequestFiles files,
    Basis basis,
    String correlationId,
    Instant at) {

  /** Of a request that has nothing to do with files. */
  public Submission(
      RequestId id,
      AccountId account,
      UUID key,
      ModelName model,
      Terms terms,
      String input,
      Optional<String> metadata,
      Money hold,
      String rateCard,
      String correlationId,
      Instant at) {
    this(
        id,
        account,
        key,
        model,
        terms,
        input,
        metadata,
        hold,
        rateCard,
        RequestFiles.NONE,
        Basis.PLATFORM,
        correlationId,
        at);
  }

  /** The same with another text in the place of its input. */
  public Submission withInput(String other) {
    return new Submission(
        id,
        account,
        key,
        model,
        terms,
        other,
        metadata,
        hold,
        rateCard,
        files,
        basis,
        correlationId,
        at);
  }

  /** The same with these files. */
  public Submission taking(RequestFiles given) {
    return new Submission(
        id,
        account,
        key,
        model,
        terms,
        input,
        metadata,
        hold,
        rateCard,
        given,
        basis,
        correlationId,
        at);
  }

  /** The same on this basis. */
  public Submission on(Basis other) {
    return new Submission(
        id,
        account,
        key,
        model,
        terms,
        input,
        metadata,
        hold,
        rateCard,
        files,
        other,
        correlationId,
        at);
  }

  /** The record that will carry its turn. */
  public DispatchRecord dispatchRecord() {
    return new DispatchRecord(id, account, model, terms.lane(), basis.isCharged());
  }
}
