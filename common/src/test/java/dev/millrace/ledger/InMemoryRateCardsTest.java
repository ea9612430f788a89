package dev.millrace.ledger;

class InMemoryRateCardsTest extends RateCardsContract {
  private final RateCards cards = new InMemoryRateCards();

  @Override
  protected RateCards rateCards() {
    return cards;
  }

  @Override
  protected RateCards elsewhere() {
    return cards;
  }
}
