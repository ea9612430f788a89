package dev.millrace.output;

import dev.millrace.ledger.RateCards;
import dev.millrace.model.Catalogue;
import dev.millrace.model.Model;
import dev.millrace.money.RateCard;
import dev.millrace.money.Tariff;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Optional;

/** The rate cards of the catalogue as it is now. */
@ApplicationScoped
public class CatalogueRateCards implements RateCards {
  private final Catalogue catalogue;

  CatalogueRateCards(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public Uni<Optional<Tariff>> tariff(String rateCard) {
    return Uni.createFrom()
        .item(
            catalogue.models().stream()
                .map(Model::price)
                .flatMap(Optional::stream)
                .map(card -> card.tariff(rateCard))
                .flatMap(Optional::stream)
                .findFirst());
  }

  @Override
  public Uni<Void> keep(Collection<RateCard> cards) {
    throw new UnsupportedOperationException("the catalogue keeps itself");
  }
}
