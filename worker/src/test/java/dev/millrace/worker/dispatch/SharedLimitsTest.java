package dev.millrace.worker.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.account.AccountId;
import dev.millrace.kafka.Stripes;
import dev.millrace.kafka.Topics;
import dev.millrace.model.CatalogueSnapshot;
import dev.millrace.queue.Lane;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class SharedLimitsTest {
  private static final Topics TOPICS = new Topics("test");
  private static final Stripes STRIPES = new Stripes(64, 4);

  private final Random random = new Random(7);

  @Test
  void withoutALimitThereIsNone() {
    assertThat(limits(OptionalInt.empty(), worker()).ofAccount(account(), Lane.NORMAL))
        .isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void oneWorkerHasTheWholeLimit() {
    var all = worker(IntStream.range(0, 64).toArray());

    assertThat(limits(OptionalInt.of(7), all).ofAccount(account(), Lane.NORMAL)).isEqualTo(7);
  }

  @Test
  void allWorkersTogetherStayWithinTheLimitWhereverTheAccountsPartitionsAre() {
    for (int round = 0; round < 200; round++) {
      var owners = new ArrayList<List<Integer>>();
      IntStream.range(0, 5).forEach(i -> owners.add(new ArrayList<>()));
      IntStream.range(0, 64).forEach(p -> owners.get(random.nextInt(5)).add(p));
      var account = account();
      int sum = 0;
      for (var owner : owners) {
        var mine = owner.stream().mapToInt(p -> p).toArray();
        boolean hasAny = Arrays.stream(STRIPES.of(account)).anyMatch(p -> owner.contains(p));
        int share = limits(OptionalInt.of(40), worker(mine)).ofAccount(account, Lane.NORMAL);
        assertThat(share).isPositive();
        sum += hasAny ? share : 0;
      }
      assertThat(sum).isEqualTo(40);
    }
  }

  @Test
  void aLimitBelowOneIsRefused() {
    assertThatThrownBy(() -> limits(OptionalInt.of(0), worker()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("millrace.execute.per-account");
  }

  @Test
  void partitionsThatWereLostCountNoMore() {
    var assignment = worker(1, 2, 3);
    assignment.lost(List.of(new TopicPartition("test.dispatch.normal", 2)));

    assertThat(assignment.countOf(Lane.NORMAL, new int[] {1, 2, 3})).isEqualTo(2);
    assertThat(assignment.count()).isEqualTo(2);
  }

  private SharedLimits limits(OptionalInt perAccount, Assignment assignment) {
    return new SharedLimits(new CatalogueSnapshot("1", List.of()), perAccount, STRIPES, assignment);
  }

  private static Assignment worker(int... normalPartitions) {
    var assignment = new Assignment(TOPICS);
    assignment.gained(
        Arrays.stream(normalPartitions)
            .mapToObj(p -> new TopicPartition("test.dispatch.normal", p))
            .toList());
    return assignment;
  }

  private AccountId account() {
    return AccountId.next(Instant.parse("2026-01-01T00:00:00Z"), random);
  }
}
