package dev.millrace.postgres.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.ledger.RateCards;
import dev.millrace.ledger.RateCardsContract;
import dev.millrace.money.RateCard;
import dev.millrace.testing.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PostgresRateCardsIT extends RateCardsContract {
  private static final Duration SOON = Duration.ofSeconds(30);
  private final Database database = Database.shared();
  private final RateCards here = new PostgresRateCards(database.pool());
  private final RateCards there = new PostgresRateCards(database.pool());

  @Override
  protected RateCards rateCards() {
    return here;
  }

  @Override
  protected RateCards elsewhere() {
    return there;
  }

  @Test
  void whatWasKeptFirstIsTheTimeThatACardIsFrom() {
    var card = RateCard.perRequest("0.0123");
    var before = Instant.parse("2020-01-01T00:00:00Z");
    here.keep(List.of(card), before).await().atMost(SOON);
    there.keep(List.of(card), Instant.now()).await().atMost(SOON);

    var seen =
        database.run("select seen_at from rate_card where version = $1", card.version()).getFirst();

    assertThat(seen.getOffsetDateTime("seen_at").toInstant()).isEqualTo(before);
  }

  @Test
  void noCardIsChangedOrForgotten() {
    var card = RateCard.perRequest("0.0124");
    here.keep(List.of(card), Instant.now()).await().atMost(SOON);

    assertThatThrownBy(
            () -> database.run("delete from rate_card where version = $1", card.version()))
        .hasMessageContaining("rate_card");
    assertThatThrownBy(
            () ->
                database.run(
                    "update rate_card set price = '{}' where version = $1", card.version()))
        .hasMessageContaining("rate_card");
  }

  @Test
  void aCardThatIsNotWhatItsVersionSaysChargesNothing() {
    var version = "per_request-" + UUID.randomUUID();
    database.run(
        "insert into rate_card (version, price, seen_at) values ($1, '{\"mode\": \"per_request\","
            + " \"amount\": 9}', now())",
        version);

    assertThatThrownBy(() -> here.tariff(version).await().atMost(SOON))
        .hasMessageContaining("nothing is charged by it");
  }
}
