package dev.millrace.kafka;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.account.AccountId;
import dev.millrace.request.RequestId;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StripesTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final Random random = new Random(11);

  @ParameterizedTest
  @CsvSource({"16, 4", "12, 3", "64, 8", "3, 5", "1, 1"})
  void anAccountsRequestsStayInItsStripesAndUseAllOfThem(int partitions, int width) {
    var stripes = new Stripes(partitions, width);
    var account = account();

    var used = requests(2_000).map(r -> stripes.partitionOf(account, r)).collect(toSet());

    assertThat(used).hasSize(Math.min(width, partitions));
    assertThat(used).allSatisfy(p -> assertThat(p).isBetween(0, partitions - 1));
  }

  @ParameterizedTest
  @CsvSource({"16, 4", "16, 1", "12, 3", "48, 4"})
  void manyAccountsLeaveNoPartitionEmptyAndNoneCrowded(int partitions, int width) {
    var stripes = new Stripes(partitions, width);
    int records = 48_000;

    var counts =
        requests(records)
            .map(r -> stripes.partitionOf(account(), r))
            .collect(groupingBy(p -> p, counting()));

    assertThat(counts).hasSize(partitions);
    long even = records / partitions;
    assertThat(counts.values())
        .allSatisfy(count -> assertThat(count).isBetween(even * 7 / 10, even * 13 / 10));
  }

  @Test
  void anAccountsStripesCarryAboutEquallyMuch() {
    var stripes = new Stripes(16, 4);
    var account = account();

    var counts =
        requests(8_000)
            .map(r -> stripes.partitionOf(account, r))
            .collect(groupingBy(p -> p, counting()));

    assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(1_700L, 2_300L));
  }

  /** An operator's first accounts have ids that differ in a few bits only. */
  @Test
  void accountsThatWereOpenedInOneMillisecondAreSpreadToo() {
    var stripes = new Stripes(16, 1);
    var request = RequestId.next(NOW, random);

    var used =
        IntStream.range(0, 400)
            .mapToObj(i -> new AccountId(new UUID(0x0199_0000_0000_7000L, i)))
            .map(account -> stripes.partitionOf(account, request))
            .collect(toSet());

    assertThat(used).hasSize(16);
  }

  @Test
  void oneRequestAlwaysHasTheSamePartition() {
    var account = account();
    var request = RequestId.next(NOW, random);

    assertThat(new Stripes(16, 4).partitionOf(account, request))
        .isEqualTo(new Stripes(16, 4).partitionOf(account, request));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 0"})
  void noPartitionsOrNoStripesAreRefused(int partitions, int width) {
    assertThatThrownBy(() -> new Stripes(partitions, width))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private AccountId account() {
    return AccountId.next(NOW, random);
  }

  private Stream<RequestId> requests(int many) {
    return IntStream.range(0, many).mapToObj(i -> RequestId.next(NOW.plusMillis(i), random));
  }
}
