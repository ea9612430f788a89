package dev.millrace.kafka;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.model.ModelName;
import dev.millrace.queue.DispatchRecord;
import dev.millrace.queue.Lane;
import dev.millrace.request.RequestId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BatchChoiceTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final int PARTITIONS = 64;

  private final Random random = new Random(7);
  private final Stripes stripes = new Stripes(PARTITIONS, 4);
  private final StripeChoice single = new StripeChoice(stripes, () -> NOW);
  private final Map<Lane, LaneOffsets> offsets =
      Map.of(
          Lane.NORMAL, new LaneOffsets(PARTITIONS),
          Lane.LOW, new LaneOffsets(PARTITIONS));

  @Test
  void whileLittleWaitsTheRecordsOfABatchGoTogetherIntoFewPartitions() {
    var byPartition = countsOf(send(records(400, Lane.NORMAL)));

    assertThat(byPartition).hasSize(BatchChoice.SPREAD);
    assertThat(byPartition.values()).containsOnly(50L);
  }

  @Test
  void aSmallBatchStaysTogether() {
    assertThat(countsOf(send(records(BatchChoice.COMPANY, Lane.NORMAL)))).hasSize(1);
  }

  @Test
  void aFewDozenSpreadOverSeveralWorkers() {
    assertThat(countsOf(send(records(3 * BatchChoice.COMPANY, Lane.NORMAL))).values())
        .containsExactly(8L, 8L, 8L);
  }

  @Test
  void theNextBatchGoesElsewhere() {
    var first = countsOf(send(records(80, Lane.NORMAL))).keySet();

    assertThat(countsOf(send(records(80, Lane.NORMAL))).keySet())
        .doesNotContainAnyElementsOf(first);
  }

  @Test
  void lanesKeepTheirOwnCompany() {
    var records =
        Stream.concat(records(40, Lane.NORMAL).stream(), records(40, Lane.LOW).stream()).toList();

    send(records);

    assertThat(offsets.get(Lane.NORMAL).allBacklog()).isEqualTo(40);
    assertThat(offsets.get(Lane.LOW).allBacklog()).isEqualTo(40);
  }

  @Test
  void aFloodHasCompanyOnlyAtItsBeginning() {
    var flooder = AccountId.next(NOW, random);
    var flood = IntStream.range(0, 100_000).mapToObj(i -> record(flooder, Lane.NORMAL)).toList();

    for (int i = 0; i < flood.size(); i += 500) {
      send(flood.subList(i, i + 500));
    }

    var own = IntStream.of(stripes.of(flooder)).boxed().toList();
    var lane = offsets.get(Lane.NORMAL);
    long elsewhere = 0;
    for (int p = 0; p < PARTITIONS; p++) {
      if (!own.contains(p)) {
        assertThat(lane.backlog(p)).isLessThanOrEqualTo(BatchChoice.FEW);
        elsewhere += lane.backlog(p);
      }
    }
    assertThat(elsewhere).isLessThanOrEqualTo(RecentSenders.MUCH);
    var single = send(records(1, Lane.NORMAL)).getFirst();
    assertThat(lane.backlog(single)).as("a single request finds an empty one").isEqualTo(1);
  }

  private List<DispatchRecord> records(int many, Lane lane) {
    return IntStream.range(0, many)
        .mapToObj(i -> record(AccountId.next(NOW, random), lane))
        .toList();
  }

  private DispatchRecord record(AccountId account, Lane lane) {
    return new DispatchRecord(
        RequestId.next(NOW, random), account, new ModelName("local", "echo"), lane, true);
  }

  private List<Integer> send(List<DispatchRecord> records) {
    var batch = new BatchChoice(single, offsets::get, records.size());
    var chosen =
        records.stream()
            .map(
                turn -> {
                  int partition = batch.choose(turn);
                  offsets.get(turn.lane()).sending(partition);
                  return partition;
                })
            .toList();
    for (int i = 0; i < chosen.size(); i++) {
      var lane = offsets.get(records.get(i).lane());
      lane.sent(chosen.get(i));
      lane.wrote(chosen.get(i), lane.backlog(chosen.get(i)) + 1);
    }
    return chosen;
  }

  private static Map<Integer, Long> countsOf(List<Integer> partitions) {
    return partitions.stream().collect(groupingBy(p -> p, counting()));
  }
}
