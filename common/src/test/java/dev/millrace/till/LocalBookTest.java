package dev.millrace.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.account.AccountId;
import dev.millrace.account.Spender;
import dev.millrace.money.Money;
import dev.millrace.till.ExchangeDecision.Move;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LocalBookTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Spender ANN = new Spender(new AccountId(new UUID(1, 1)), new UUID(2, 2));

  private final LocalBook book = new LocalBook(new UUID(0, 1));

  @Test
  void nothingIsReservedWithoutASlice() {
    assertThat(book.reserve(ANN, nanos(1), NOW)).isEmpty();
  }

  @Test
  void whatCostsNothingNeedsNoSlice() {
    assertThat(book.reserve(ANN, nanos(0), NOW)).isPresent();
  }

  @Test
  void aSliceIsSpentToItsLastCent() {
    grant(10);

    assertThat(book.reserve(ANN, nanos(6), NOW)).isPresent();
    assertThat(book.reserve(ANN, nanos(5), NOW)).isEmpty();
    assertThat(book.reserve(ANN, nanos(4), NOW)).isPresent();
  }

  @Test
  void whatIsOfferedCannotBeReservedUntilTheExchangeHasFailed() {
    grant(10);
    book.reserve(ANN, nanos(3), NOW);

    var offered = book.offer(ANN);

    assertThat(offered).isEqualTo(nanos(7));
    assertThat(book.reserve(ANN, nanos(1), NOW)).isEmpty();
    book.unoffer(ANN, offered);
    assertThat(book.reserve(ANN, nanos(7), NOW)).isPresent();
  }

  @Test
  void aSettledCallTakesItsReservationOutOfTheSlice() {
    grant(10);
    var reservation = book.reserve(ANN, nanos(4), NOW).orElseThrow();

    book.settled(reservation);

    assertThat(book.held()).isEqualTo(nanos(6));
    assertThat(book.reserved()).isEqualTo(nanos(0));
  }

  @Test
  void aCallThatNeverCameGivesItsReservationBackToTheSlice() {
    grant(10);
    var reservation = book.reserve(ANN, nanos(4), NOW).orElseThrow();

    book.released(reservation);

    assertThat(book.free(ANN)).isEqualTo(nanos(10));
  }

  @Test
  void anEmptySliceIsForgotten() {
    grant(4);
    book.settled(book.reserve(ANN, nanos(4), NOW).orElseThrow());

    assertThat(book.slices()).isZero();
  }

  @Test
  void onlyWhatWasNotUsedLatelyIsIdle() {
    grant(4);

    assertThat(book.idle(NOW)).isEmpty();
    assertThat(book.idle(NOW.plusNanos(1))).containsExactly(ANN);
    book.reserve(ANN, nanos(4), NOW);
    assertThat(book.idle(NOW.plusNanos(1))).isEmpty();
  }

  @Test
  void refusesAGrantThatDoesNotCoverWhatItWasFor() {
    var move = new Move(ANN, nanos(0), nanos(4), false);

    assertThatThrownBy(() -> book.apply(move, List.of(nanos(5)), NOW))
        .isInstanceOf(IllegalStateException.class);
  }

  /** Any steps in any order: what is reserved never exceeds the slice, and nothing gets lost. */
  @Property(tries = 300)
  void reservationsNeverExceedTheSlice(
      @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 6) Integer> steps,
      @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 1, max = 50) Integer> amounts) {
    var book = new LocalBook(new UUID(0, 1));
    long granted = 0;
    long spent = 0;
    long offered = 0;
    var open = new ArrayList<Reservation>();
    for (int i = 0; i < steps.size(); i++) {
      int amount = amounts.get(i % amounts.size());
      switch (steps.get(i)) {
        case 0, 1, 2 -> book.reserve(ANN, nanos(amount), NOW).ifPresent(open::add);
        case 3 -> {
          book.apply(new Move(ANN, nanos(0), nanos(amount), true), List.of(), NOW);
          granted += amount;
        }
        case 4 -> offered += book.offer(ANN).nanos();
        case 5 -> {
          book.apply(new Move(ANN, nanos(offered), nanos(0), false), List.of(), NOW);
          spent += offered;
          offered = 0;
        }
        default -> {
          if (!open.isEmpty()) {
            var ended = open.removeFirst();
            book.settled(ended);
            spent += ended.amount().nanos();
          }
        }
      }
      long inUse = open.stream().mapToLong(r -> r.amount().nanos()).sum();
      assertThat(book.reserved()).isEqualTo(nanos(inUse));
      assertThat(book.held()).isEqualTo(nanos(granted - spent));
      assertThat(inUse + offered).isLessThanOrEqualTo(granted - spent);
    }
  }

  @Test
  void manyThreadsTogetherReserveNoMoreThanTheSlice() throws InterruptedException {
    grant(1_000);
    int threads = 8;
    var begun = new CountDownLatch(threads);
    var reserved = new AtomicInteger();
    try (var pool = Executors.newFixedThreadPool(threads)) {
      for (int i = 0; i < threads; i++) {
        pool.execute(
            () -> {
              begun.countDown();
              awaitAll(begun);
              for (int n = 0; n < 500; n++) {
                book.reserve(ANN, nanos(1), NOW).ifPresent(r -> reserved.incrementAndGet());
              }
            });
      }
    }

    assertThat(reserved).hasValue(1_000);
  }

  private static void awaitAll(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void grant(long nanos) {
    book.apply(new Move(ANN, nanos(0), nanos(nanos), true), List.of(), NOW);
  }

  private static Money nanos(long nanos) {
    return new Money(nanos);
  }
}
