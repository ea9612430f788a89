package dev.millrace.api.gateway.models;

import dev.millrace.api.http.key.Authenticator;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What the models cost. */
@Path("/v1/pricing")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Gateway")
public class PricingResource {
  private final Authenticator authenticator;
  private final ModelDesk desk;

  PricingResource(Authenticator authenticator, ModelDesk desk) {
    this.authenticator = authenticator;
    this.desk = desk;
  }

  @GET
  @Operation(
      summary = "What the models cost, in routing.run's shape",
      description =
          "The same for every caller. Rates are numbers of dollars per million tokens, and null for"
              + " models that are not priced by tokens; price has all that the card says, in texts.")
  @APIResponse(
      responseCode = "200",
      description = "All models that have a price",
      content = @Content(schema = @Schema(implementation = PriceList.class)))
  @APIResponse(responseCode = "304", description = "Nothing changed since the tag that came")
  public Uni<Response> pricing(@Context HttpServerRequest request) {
    return authenticator.callerOf(request).map(caller -> desk.prices().toOne(request));
  }
}
