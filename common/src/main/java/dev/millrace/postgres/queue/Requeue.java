package dev.millrace.postgres.queue;

import dev.millrace.fault.Fault;
import dev.millrace.queue.Verdict;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A verdict that puts its request back into the queue, as a row of {@code requeue.sql}.
 *
 * @param fault why the attempt is repeated; empty when the provider put it off
 */
record Requeue(Verdict.Of of, Instant notBefore, Optional<Fault> fault) {

  static Requeue of(Verdict.Of of) {
    return switch (of.verdict()) {
      case Verdict.Retry r -> new Requeue(of, r.at(), Optional.of(r.fault()));
      case Verdict.Postpone p -> new Requeue(of, p.at(), Optional.empty());
      case Verdict.Complete c ->
          throw new IllegalArgumentException("a completion requeues nothing");
      case Verdict.Fail f -> throw new IllegalArgumentException("a failure requeues nothing");
      case Verdict.Cancel c -> throw new IllegalArgumentException("a cancel requeues nothing");
    };
  }

  static Tuple rows(List<Verdict.Of> verdicts) {
    var requeues = verdicts.stream().map(Requeue::of).toList();
    return Tuple.tuple()
        .addArrayOfUUID(Columns.uuids(requeues, r -> r.of.claim().request().value()))
        .addArrayOfInteger(Columns.integers(requeues, r -> r.of.claim().attempt()))
        .addArrayOfOffsetDateTime(Columns.times(requeues, Requeue::notBefore))
        .addArrayOfBoolean(requeues.stream().map(r -> r.fault.isEmpty()).toArray(Boolean[]::new))
        .addArrayOfString(Columns.texts(requeues, r -> r.of.route()))
        .addArrayOfOffsetDateTime(Columns.times(requeues, r -> r.of.at()))
        .addArrayOfString(Columns.texts(requeues, r -> FaultColumns.code(r.fault)))
        .addArrayOfString(Columns.texts(requeues, r -> FaultColumns.message(r.fault)));
  }
}
