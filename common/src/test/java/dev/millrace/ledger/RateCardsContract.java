package dev.millrace.ledger;

import static dev.millrace.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.money.Condition;
import dev.millrace.money.Money;
import dev.millrace.money.PricingMode;
import dev.millrace.money.Rate;
import dev.millrace.money.RateCard;
import dev.millrace.money.Rates;
import dev.millrace.money.Tiers;
import dev.millrace.money.Usage;
import dev.millrace.money.Variant;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What every RateCards promises. */
public abstract class RateCardsContract {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final AtomicLong PRICES = new AtomicLong(System.nanoTime() % 1_000_000_000);

  protected abstract RateCards rateCards();

  /** Another process's view of the same cards. */
  protected abstract RateCards elsewhere();

  @Test
  void aCardThatWasKeptIsFoundByItsVersion() {
    var card = aCard();
    keep(card);

    assertThat(await(rateCards().card(card.version()))).contains(card);
  }

  @Test
  void aCardThatSomebodyElseKeptIsFoundWithAllThatItSays() {
    var card = aCard();
    keep(card);

    var found = await(elsewhere().card(card.version())).orElseThrow();

    assertThat(found.terms()).isEqualTo(card.terms());
    assertThat(found.price()).isEqualTo(card.price());
  }

  @Test
  void aCardIsStillThereWhenACatalogueWithoutItWasKept() {
    var card = aCard();
    keep(card);
    keep(aCard());
    await(elsewhere().keep(List.of(), NOW));

    assertThat(await(rateCards().card(card.version()))).contains(card);
    assertThat(await(elsewhere().card(card.version()))).contains(card);
  }

  @Test
  void whatAQuoteNamedIsChargedByThatPartOfTheCard() {
    var card = aCard();
    keep(card);
    var plain = card.quote(json("{}"), SOON);
    var hd = card.quote(json("{'quality': 'hd'}"), SOON);

    assertThat(charge(plain.rateCard())).isEqualTo(plain.amount());
    assertThat(charge(hd.rateCard())).isEqualTo(hd.amount()).isGreaterThan(plain.amount());
  }

  @Test
  void aCardThatNobodyKeptIsNotThere() {
    var card = aCard();

    assertThat(await(rateCards().card(card.version()))).isEmpty();
    assertThat(await(rateCards().tariff(card.version()))).isEmpty();
  }

  @Test
  void aPartThatTheCardDoesNotHaveIsNotThere() {
    var card = aCard();
    keep(card);

    assertThat(await(rateCards().tariff(card.version() + "/sd"))).isEmpty();
    assertThat(await(rateCards().tariff(card.version() + "/hd/hd"))).isEmpty();
  }

  @Test
  void keepingACardAgainChangesNothing() {
    var card = aCard();
    keep(card);
    await(elsewhere().keep(List.of(card, card, aCard()), NOW.plusSeconds(1)));

    assertThat(await(rateCards().card(card.version()))).contains(card);
  }

  private Money charge(String rateCard) {
    return await(elsewhere().tariff(rateCard))
        .orElseThrow()
        .charge(Usage.ofOutputs(1, Duration.ZERO));
  }

  private void keep(RateCard card) {
    await(rateCards().keep(List.of(card), NOW));
  }

  /** No two are alike. */
  private static RateCard aCard() {
    var nanos = new Money(PRICES.incrementAndGet());
    var plain = Tiers.flat(Rates.of(Rate.of(nanos.toString())));
    var hd = Tiers.flat(Rates.of(Rate.of(nanos.plus(nanos).toString())));
    var when = Condition.of(Map.of("/quality", json("'hd'")));
    return new RateCard(
        PricingMode.PER_REQUEST, Map.of(), plain, List.of(new Variant("hd", when, hd)));
  }

  private static <T> T await(Uni<T> uni) {
    return uni.await().atMost(SOON);
  }
}
