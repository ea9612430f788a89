package dev.millrace.api.billing;

import dev.millrace.api.http.key.Authenticator;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.ledger.RateCardDates;
import dev.millrace.ledger.RateCards;
import dev.millrace.money.RateCard;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What charges were made by. */
@Path("/billing/rate-cards")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Billing")
public class RateCardsResource {
  /** As the table bounds it, and a variant's name behind it. */
  private static final int LONGEST = 200;

  private final Authenticator authenticator;
  private final RateCards cards;
  private final RateCardDates dates;

  RateCardsResource(Authenticator authenticator, RateCards cards, RateCardDates dates) {
    this.authenticator = authenticator;
    this.cards = cards;
    this.dates = dates;
  }

  @GET
  @Path("/{version:.+}")
  @Operation(
      summary = "The rate card that a quote or a statement's entry names",
      description =
          "Also when the catalogue has changed since: a request is charged by the card that quoted"
              + " it, so that every charge can be computed again.")
  public Uni<RateCardView> card(
      @PathParam("version") String rateCard, @Context HttpServerRequest request) {
    return authenticator.callerOf(request).chain(caller -> find(rateCard));
  }

  private Uni<RateCardView> find(String rateCard) {
    if (rateCard.length() > LONGEST || rateCard.indexOf('\0') >= 0) {
      throw unknown();
    }
    return cards
        .card(RateCard.versionIn(rateCard))
        .map(found -> found.filter(card -> card.tariff(rateCard).isPresent()))
        .map(found -> found.orElseThrow(RateCardsResource::unknown))
        .chain(card -> view(rateCard, card));
  }

  private Uni<RateCardView> view(String rateCard, RateCard card) {
    return dates
        .since(card.version())
        .map(since -> RateCardView.of(rateCard, card, since.orElse(null)));
  }

  private static FaultException unknown() {
    return new FaultException(
        FaultCode.NOT_FOUND, "there is no such rate card; quotes and entries name those there are");
  }
}
