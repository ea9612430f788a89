package dev.millrace.postgres.till;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NewsBoardTest {
  private static final AccountId ANN = new AccountId(new UUID(1, 1));
  private static final AccountId BEN = new AccountId(new UUID(1, 2));
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SOON = Duration.ofSeconds(10);

  private final NewsBoard board = new NewsBoard();

  @Test
  void newsBetweenListeningAndWaitingAreHeard() {
    var ear = board.listen(ANN);

    board.tell(ANN);

    assertThat(ear.hears(LONG).await().atMost(SOON)).isTrue();
  }

  @Test
  void everybodyWhoListensHearsTheSameNews() {
    var one = board.listen(ANN).hears(LONG).subscribeAsCompletionStage();
    var other = board.listen(ANN).hears(LONG).subscribeAsCompletionStage();

    board.tell(ANN);

    assertThat(one).isCompletedWithValue(true);
    assertThat(other).isCompletedWithValue(true);
  }

  @Test
  void oldNewsAndThoseOfOthersAreNotHeard() {
    board.tell(ANN);
    var ear = board.listen(ANN);
    board.tell(BEN);

    assertThat(ear.hears(Duration.ofMillis(1)).await().atMost(SOON)).isFalse();
  }

  @Test
  void whoStopsListeningDoesNotMakeOthersDeaf() {
    var leaving = board.listen(ANN);
    var staying = board.listen(ANN);

    leaving.close();
    board.tell(ANN);

    assertThat(staying.hears(LONG).await().atMost(SOON)).isTrue();
  }
}
