package dev.millrace.postgres.till;

import dev.millrace.fault.Fault;
import dev.millrace.money.Usage;
import dev.millrace.money.UsageJson;
import dev.millrace.payload.Elsewhere;
import dev.millrace.postgres.queue.BasisColumns;
import dev.millrace.postgres.queue.Columns;
import dev.millrace.postgres.queue.EndStatements;
import dev.millrace.postgres.queue.FaultColumns;
import dev.millrace.queue.AttemptId;
import dev.millrace.till.CoverDecision.Booked;
import dev.millrace.till.EndedCall;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Booked calls as the values of {@code till/settle.sql}. */
final class BillRows {
  private BillRows() {}

  static Tuple of(List<Booked> booked) {
    var values =
        Tuple.tuple()
            .addArrayOfUUID(Columns.uuids(booked, b -> b.bill().request().value()))
            .addArrayOfUUID(Columns.uuids(booked, b -> b.spender().account().value()))
            .addArrayOfUUID(Columns.uuids(booked, b -> b.spender().key()))
            .addArrayOfString(texts(booked, call -> call.model().toString()))
            .addArrayOfString(texts(booked, call -> call.status().name()))
            .addArrayOfLong(Columns.longs(booked, b -> b.held().nanos()))
            .addArrayOfLong(Columns.longs(booked, b -> b.charged().nanos()))
            .addArrayOfString(texts(booked, EndedCall::rateCard))
            .addArrayOfString(perhaps(booked, call -> call.usage().map(UsageJson::write)))
            .addArrayOfString(perhaps(booked, EndedCall::route))
            .addArrayOfString(texts(booked, call -> FaultColumns.code(fault(call))))
            .addArrayOfString(texts(booked, call -> FaultColumns.message(fault(call))))
            .addArrayOfString(texts(booked, call -> FaultColumns.details(fault(call))))
            .addArrayOfString(perhaps(booked, EndedCall::endReason))
            .addArrayOfLong(booked.stream().map(BillRows::providerMillis).toArray(Long[]::new))
            .addArrayOfString(texts(booked, EndedCall::correlationId))
            .addArrayOfString(perhaps(booked, EndedCall::metadata))
            .addArrayOfString(texts(booked, call -> Elsewhere.bodyOrNull(call.input())))
            .addArrayOfOffsetDateTime(Columns.times(booked, b -> b.bill().call().startedAt()))
            .addArrayOfOffsetDateTime(Columns.times(booked, b -> b.bill().call().endedAt()))
            .addArrayOfBoolean(Columns.flags(booked, b -> b.bill().call().stored()))
            .addArrayOfUUID(Columns.uuids(booked, b -> b.bill().node()))
            .addArrayOfBoolean(Columns.flags(booked, Booked::fromSlice));
    addOutputs(values, booked);
    addTerms(values, booked);
    return values;
  }

  private static void addOutputs(Tuple values, List<Booked> booked) {
    var with = booked.stream().filter(b -> b.bill().call().output().isPresent()).toList();
    values
        .addArrayOfUUID(Columns.uuids(with, b -> b.bill().request().value()))
        .addArrayOfString(texts(with, call -> Elsewhere.bodyOrNull(call.output().orElse(null))))
        .addArrayOfString(texts(with, call -> Elsewhere.keyOrNull(call.output().orElse(null))));
  }

  private static void addTerms(Tuple values, List<Booked> booked) {
    values
        .addArrayOfInteger(
            booked.stream().map(b -> b.bill().call().use().outputSeconds()).toArray(Integer[]::new))
        .addArrayOfString(texts(booked, call -> Elsewhere.keyOrNull(call.input())));
    BasisColumns.add(values, booked, b -> b.bill().call().basis());
  }

  static EndStatements.Leaving leaving(Booked booked) {
    var call = booked.bill().call();
    return new EndStatements.Leaving(
        new AttemptId(call.request(), call.route().isPresent() ? 1 : 0),
        call.fault().isPresent(),
        call.files(),
        call.output().orElse(null),
        call.stored());
  }

  /** Words of others quote an input or an output, which is not to be stored. */
  private static Optional<Fault> fault(EndedCall call) {
    return call.stored() ? call.fault() : call.fault().map(Fault::withoutQuotes);
  }

  private static Long providerMillis(Booked booked) {
    return booked
        .bill()
        .call()
        .usage()
        .map(Usage::providerTime)
        .map(time -> time.toMillis())
        .orElse(null);
  }

  private static String[] texts(List<Booked> booked, Function<EndedCall, String> column) {
    return Columns.texts(booked, b -> column.apply(b.bill().call()));
  }

  private static String[] perhaps(
      List<Booked> booked, Function<EndedCall, Optional<String>> column) {
    return texts(booked, call -> column.apply(call).orElse(null));
  }
}
