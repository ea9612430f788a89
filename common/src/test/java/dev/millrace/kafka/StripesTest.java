package dev.millrace.kafka;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.account.AccountId;
import java.time.Instant;
import java.util.Arrays;
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
  @CsvSource({"64, 4", "16, 4", "12, 3", "64, 8", "3, 5", "4, 4", "1, 1"})
  void anAccountHasSoManyDifferentPartitions(int partitions, int width) {
    var stripes = new Stripes(partitions, width);

    accounts(500)
        .map(stripes::of)
        .forEach(
            drawn -> {
              assertThat(drawn).hasSize(Math.min(width, partitions)).doesNotHaveDuplicates();
              assertThat(Arrays.stream(drawn).boxed()).allMatch(p -> p >= 0 && p < partitions);
            });
  }

  @ParameterizedTest
  @CsvSource({"64, 4", "16, 4", "16, 1", "12, 3"})
  void manyAccountsLeaveNoPartitionEmptyAndNoneCrowded(int partitions, int width) {
    var stripes = new Stripes(partitions, width);
    int many = 48_000;

    var counts =
        accounts(many)
            .flatMap(account -> Arrays.stream(stripes.of(account)).boxed())
            .collect(groupingBy(p -> p, counting()));

    assertThat(counts).hasSize(partitions);
    long even = (long) many * width / partitions;
    assertThat(counts.values())
        .allSatisfy(count -> assertThat(count).isBetween(even * 8 / 10, even * 12 / 10));
  }

  /** One pair in 635,376 is to be expected; with neighbouring partitions it would be one in 64. */
  @Test
  void twoAccountsHardlyEverShareAllTheirPartitions() {
    var stripes = new Stripes(64, 4);
    var flooded = Arrays.stream(stripes.of(AccountId.next(NOW, random))).boxed().collect(toSet());

    var shared =
        accounts(20_000)
            .filter(
                account ->
                    Arrays.stream(stripes.of(account)).boxed().collect(toSet()).equals(flooded))
            .count();

    assertThat(shared).isLessThanOrEqualTo(1);
  }

  /** An operator's first accounts have ids that differ in a few bits only. */
  @Test
  void accountsThatWereOpenedInOneMillisecondAreSpreadToo() {
    var stripes = new Stripes(16, 1);

    var used =
        IntStream.range(0, 400)
            .mapToObj(i -> new AccountId(new UUID(0x0199_0000_0000_7000L, i)))
            .map(account -> stripes.of(account)[0])
            .collect(toSet());

    assertThat(used).hasSize(16);
  }

  @Test
  void anAccountAlwaysHasTheSamePartitions() {
    var account = AccountId.next(NOW, random);

    assertThat(new Stripes(64, 4).of(account)).isEqualTo(new Stripes(64, 4).of(account));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 0"})
  void noPartitionsOrNoStripesAreRefused(int partitions, int width) {
    assertThatThrownBy(() -> new Stripes(partitions, width))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Stream<AccountId> accounts(int many) {
    return Stream.generate(() -> AccountId.next(NOW, random)).limit(many);
  }
}
