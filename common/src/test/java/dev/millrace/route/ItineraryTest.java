package dev.millrace.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.Route;
import dev.millrace.request.Deadlines;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItineraryTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({"1, first", "2, first", "3, first", "4, second", "6, second", "7, third", "9, third"})
  void eachRouteHasTheModelsAttemptsBeforeTheNextOneFollows(int attempt, String route) {
    assertThat(way(3, attempt, 0).first().name()).isEqualTo(route);
  }

  @Test
  void deferralsNeitherUseUpAttemptsNorMoveToTheNextRoute() {
    var way = way(3, 8, 5);

    assertThat(way.first().name()).isEqualTo("first");
    assertThat(way.attempt().spent()).isEqualTo(3);
    assertThat(way.attempt().number()).isEqualTo(8);
  }

  @Test
  void theLastAttemptIsTheLastOneOfTheLastRoute() {
    assertThat(way(3, 8, 0).attempt().isLast()).isFalse();
    assertThat(way(3, 9, 0).attempt().isLast()).isTrue();
    assertThat(way(3, 9, 0).attempt().isBeyondLimit()).isFalse();
  }

  @Test
  void attemptsThatWereAllLostWithTheirWorkersAreBeyondTheLimitOnTheLastRoute() {
    assertThat(way(3, 10, 0).attempt().isBeyondLimit()).isTrue();
    assertThat(way(3, 10, 0).first().name()).isEqualTo("third");
  }

  @Test
  void anAttemptMayRunAsLongAsTheModelSays() {
    assertThat(way(3, 1, 0).attempt().timeout()).isEqualTo(LIMIT);
  }

  @Test
  void anAttemptMayRunNoLongerThanTheRequestsDeadlineLeaves() {
    var model = Models.model(3, LIMIT, "first");
    var tight = until(NOW.plusSeconds(7));
    var loose = until(NOW.plusSeconds(70));

    assertThat(Itinerary.of(model, 1, 0, tight, NOW).attempt().timeout())
        .isEqualTo(Duration.ofSeconds(7));
    assertThat(Itinerary.of(model, 1, 0, loose, NOW).attempt().timeout()).isEqualTo(LIMIT);
  }

  @Test
  void theRoutesBehindStandInForTheOneWhoseTurnItIs() {
    assertThat(way(3, 1, 0).routes())
        .extracting(Route::name)
        .containsExactly("first", "second", "third");
    assertThat(way(3, 5, 0).routes()).extracting(Route::name).containsExactly("second", "third");
    assertThat(way(3, 9, 0).routes()).extracting(Route::name).containsExactly("third");
  }

  private static Deadlines until(Instant end) {
    return new Deadlines(Optional.empty(), Optional.of(end));
  }

  private static Itinerary way(int attempts, int attempt, int deferrals) {
    var model = Models.model(attempts, LIMIT, "first", "second", "third");
    return Itinerary.of(model, attempt, deferrals, Deadlines.NONE, NOW);
  }
}
