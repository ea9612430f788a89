package dev.millrace.bench.bare;

import static dev.millrace.bench.bare.Columns.each;

import dev.millrace.request.RequestId;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Requests that go through their lives together, all like one specimen, and the arguments of the
 * statements that carry them: in the order and the shapes in which the platform gives them.
 *
 * @param ids in the order in which they are admitted
 * @param payers of each
 * @param firstOffset where the first would stand in the dispatch topic, the others behind it
 */
record Batch(
    Specimen specimen, List<UUID> ids, List<Payer> payers, int partition, long firstOffset) {

  /** Fresh ones, whose payers take turns. */
  static Batch of(
      Specimen specimen,
      List<Payer> payers,
      int many,
      int partition,
      long firstOffset,
      RandomGenerator random) {
    var now = Instant.now();
    return new Batch(
        specimen,
        Stream.generate(() -> RequestId.next(now, random).value()).limit(many).toList(),
        IntStream.range(0, many).mapToObj(i -> payers.get(i % payers.size())).toList(),
        partition,
        firstOffset);
  }

  int many() {
    return ids.size();
  }

  /** For {@code queue/lock_accounts} and {@code queue/look_at_accounts}. */
  List<?> accounts(Columns columns) throws SQLException {
    return List.of(columns.uuids(payers.stream().map(Payer::account).distinct().toList()));
  }

  /** For {@code queue/caps_of}. */
  List<?> accountsAndKeys(Columns columns) throws SQLException {
    return List.of(
        columns.uuids(payers.stream().map(Payer::account).distinct().toList()),
        columns.uuids(payers.stream().map(Payer::key).distinct().toList()));
  }

  /** For {@code queue/admit}. */
  List<?> admission(Columns columns, Instant now) throws SQLException {
    var none = columns.text(each(many(), null));
    var never = columns.times(each(many(), null));
    var nobody = columns.uuids(each(many(), null));
    return List.of(
        columns.uuids(ids),
        columns.uuids(payers.stream().map(Payer::account).toList()),
        columns.text(each(many(), specimen.model())),
        columns.text(each(many(), specimen.lane())),
        columns.integers(each(many(), partition)),
        columns.longs(LongStream.range(firstOffset, firstOffset + many()).boxed().toList()),
        columns.longs(each(many(), specimen.held())),
        columns.text(each(many(), specimen.rateCard())),
        columns.times(each(many(), now)),
        columns.text(each(many(), specimen.correlation())),
        none, // metadata
        columns.text(each(many(), specimen.input())),
        never, // start by
        never, // finish by
        columns.flags(each(many(), true)), // stored
        columns.flags(each(many(), false)), // public
        nobody, // retry of
        none, // webhook's URL
        none, // webhook's events
        columns.uuids(payers.stream().map(Payer::key).toList()),
        columns.integers(each(many(), specimen.filesSeconds())),
        none, // key of an input that lies elsewhere
        columns.text(each(many(), specimen.payer())),
        nobody, // the account's own key
        nobody); // the configuration
  }

  /** For {@code queue/hold_covered}. */
  List<?> holds(Columns columns, Instant now) throws SQLException {
    return List.of(
        columns.uuids(payers.stream().map(Payer::account).toList()),
        columns.uuids(payers.stream().map(Payer::key).toList()),
        columns.longs(each(many(), specimen.held())),
        now.atOffset(ZoneOffset.UTC).toLocalDate());
  }

  /** For {@code queue/claim}. */
  List<?> claim(Columns columns, UUID worker, Instant now) throws SQLException {
    return List.of(columns.uuids(ids), worker, now.atOffset(ZoneOffset.UTC));
  }

  /** For {@code queue/settle}, at their first attempt. */
  List<?> settlement(Columns columns, Instant now) throws SQLException {
    var none = columns.text(each(many(), null));
    return List.of(
        columns.uuids(ids),
        columns.integers(each(many(), 1)),
        columns.text(each(many(), "COMPLETED")),
        columns.longs(each(many(), specimen.charged())),
        columns.text(each(many(), specimen.route())),
        columns.times(each(many(), now)),
        columns.longs(each(many(), specimen.providerMillis())),
        none, // fault's code
        none, // fault's message
        none, // fault's details
        columns.text(each(many(), specimen.output())),
        columns.text(each(many(), specimen.usage())),
        none); // key of an output that lies elsewhere
  }
}
