package dev.millrace.kafka;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.request.RequestId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StripeChoiceTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final int PARTITIONS = 64;

  private final Random random = new Random(5);
  private final Stripes stripes = new Stripes(PARTITIONS, 4);
  private final LaneOffsets offsets = new LaneOffsets(PARTITIONS);
  private Instant now = NOW;
  private final InstantSource clock = () -> now;
  private final StripeChoice choice = new StripeChoice(stripes, clock);

  @Test
  void aFloodStaysInItsAccountsPartitionsAndFillsThemEvenly() {
    var flooder = account();
    send(flooder, RecentSenders.LITTLE);

    var used = send(flooder, 8_000).stream().collect(groupingBy(p -> p, counting()));

    assertThat(used.keySet()).isEqualTo(stripesOf(flooder));
    assertThat(used.values()).allSatisfy(count -> assertThat(count).isBetween(1_950L, 2_050L));
  }

  @Test
  void aSingleRequestOfAnotherAccountMeetsAnEmptyPartitionEvenIfAllItsOwnAreFlooded() {
    var lone = account();
    for (int p : stripes.of(lone)) {
      offsets.wrote(p, 100_000);
    }

    assertThat(stripesOf(lone)).doesNotContain(send(lone, 1).getFirst());
  }

  @Test
  void manyFloodsLeaveASingleRequestAnEmptyPartition() {
    for (int flood = 0; flood < 10; flood++) {
      send(account(), 2_000);
    }
    // Each flood's first few went everywhere; they have ended.
    for (int p = 0; p < PARTITIONS; p++) {
      offsets.passed(p, RecentSenders.LITTLE * 10L);
    }

    for (int i = 0; i < 100; i++) {
      var chosen = send(account(), 1).getFirst();
      assertThat(offsets.backlog(chosen)).isLessThanOrEqualTo(RecentSenders.LITTLE);
    }
  }

  @Test
  void whoSendsManyTakesTheLeastLoadedOfItsOwn() {
    var busy = account();
    send(busy, RecentSenders.LITTLE);
    var own = stripes.of(busy);
    offsets.wrote(own[0], 500);
    offsets.wrote(own[1], 500);
    offsets.wrote(own[2], 40);
    offsets.wrote(own[3], 500);

    assertThat(send(busy, 1)).containsExactly(own[2]);
  }

  @Test
  void whoHasBeenQuietForLongCountsAsSendingLittleAgain() {
    var account = account();
    send(account, 4 * RecentSenders.LITTLE);
    for (int p : stripes.of(account)) {
      offsets.wrote(p, 100_000);
    }
    assertThat(stripesOf(account)).contains(send(account, 1).getFirst());

    for (int i = 0; i < 4; i++) {
      now = now.plus(RecentSenders.HALVED_EVERY).plus(Duration.ofMillis(1));
      choice.choose(offsets, account(), request());
    }

    assertThat(stripesOf(account)).doesNotContain(send(account, 1).getFirst());
  }

  @Test
  void recordsOfOneBatchSpreadAlthoughNoneWasAcknowledgedYet() {
    var flooder = account();
    send(flooder, RecentSenders.LITTLE);

    var chosen =
        IntStream.range(0, 400)
            .mapToObj(
                i -> {
                  int partition = choice.choose(offsets, flooder, request());
                  offsets.sending(partition);
                  return partition;
                })
            .collect(groupingBy(p -> p, counting()));

    assertThat(chosen.values()).allSatisfy(count -> assertThat(count).isBetween(90L, 110L));
  }

  @Test
  void whileNothingIsKnownTheRequestAloneDecides() {
    var account = account();
    var request = request();
    int first = new StripeChoice(stripes, clock).choose(new LaneOffsets(64), account, request);

    assertThat(new StripeChoice(stripes, clock).choose(new LaneOffsets(64), account, request))
        .isEqualTo(first);
    var used =
        Stream.generate(() -> choice.choose(new LaneOffsets(64), account(), request()))
            .limit(2_000)
            .collect(toSet());
    assertThat(used).hasSize(PARTITIONS);
  }

  /** Chooses and acknowledges one by one. */
  private List<Integer> send(AccountId account, int many) {
    return IntStream.range(0, many)
        .mapToObj(
            i -> {
              int partition = choice.choose(offsets, account, request());
              offsets.wrote(partition, offsets.backlog(partition) + passed(partition) + 1);
              return partition;
            })
        .toList();
  }

  private long passed(int partition) {
    return Math.max(0, offsets.passed(partition));
  }

  private Set<Integer> stripesOf(AccountId account) {
    return Arrays.stream(stripes.of(account)).boxed().collect(toSet());
  }

  private AccountId account() {
    return AccountId.next(NOW, random);
  }

  private RequestId request() {
    return RequestId.next(NOW, random);
  }
}
