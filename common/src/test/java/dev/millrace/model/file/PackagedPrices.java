package dev.millrace.model.file;

import dev.millrace.ledger.InMemoryRateCards;
import dev.millrace.model.Catalogue;
import dev.millrace.model.Model;
import dev.millrace.model.ModelName;
import dev.millrace.model.RouteCheck;
import dev.millrace.model.yaml.CatalogueReader;
import dev.millrace.money.RateCard;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** What the models of the packaged catalogue cost that need no key. */
public final class PackagedPrices {
  private static final Catalogue PACKAGED =
      new CatalogueFile(
          new CatalogueSource.Packaged(),
          new CatalogueReader(Map.of(), RouteCheck.NONE),
          new CardKeeper(new InMemoryRateCards(), InstantSource.system()),
          next -> {});

  private PackagedPrices() {}

  public static Optional<RateCard> of(String model) {
    return ModelName.parse(model).flatMap(PACKAGED::find).flatMap(Model::price);
  }
}
