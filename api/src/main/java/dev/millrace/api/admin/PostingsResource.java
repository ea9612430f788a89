package dev.millrace.api.admin;

import dev.millrace.account.Posted;
import dev.millrace.account.Posting;
import dev.millrace.api.billing.EntryView;
import dev.millrace.api.http.Bodies;
import dev.millrace.api.http.IdempotencyKey;
import dev.millrace.api.http.key.AdminOnly;
import dev.millrace.ledger.Accounts;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Money that the operator gives, takes or gives back: one ledger entry for each Idempotency-Key.
 */
@AdminOnly
@Path("/admin/accounts/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Admin")
public class PostingsResource {
  private final Accounts accounts;
  private final InstantSource clock;

  PostingsResource(Accounts accounts, InstantSource clock) {
    this.accounts = accounts;
    this.clock = clock;
  }

  @POST
  @Path("/credits")
  @Operation(summary = "Gives an account credit, once for each Idempotency-Key")
  @APIResponse(responseCode = "201", description = "The ledger entry")
  @APIResponse(responseCode = "200", description = "The entry of the same credit given before")
  public Uni<RestResponse<EntryView>> credit(
      @PathParam("id") String id, PostingBody body, @Context HttpServerRequest request) {
    var account = AccountPath.known(id);
    return post(Bodies.required(body).credit(account, IdempotencyKey.on(request), clock.instant()));
  }

  @POST
  @Path("/adjustments")
  @Operation(
      summary = "Puts a balance right, up or down, once for each Idempotency-Key",
      description = "Takes no more than balance minus holds; else 409 with needed and available.")
  @APIResponse(responseCode = "201", description = "The ledger entry")
  @APIResponse(responseCode = "200", description = "The entry of the same adjustment made before")
  public Uni<RestResponse<EntryView>> adjust(
      @PathParam("id") String id, PostingBody body, @Context HttpServerRequest request) {
    var account = AccountPath.known(id);
    return post(
        Bodies.required(body).adjustment(account, IdempotencyKey.on(request), clock.instant()));
  }

  @POST
  @Path("/refunds")
  @Operation(
      summary = "Gives a request's charge back, wholly or in part, once for each request",
      description = "409 when nothing was charged, or when it was given back before.")
  @APIResponse(responseCode = "201", description = "The ledger entry")
  @APIResponse(responseCode = "200", description = "The entry of the same refund made before")
  public Uni<RestResponse<EntryView>> refund(
      @PathParam("id") String id, RefundBody body, @Context HttpServerRequest request) {
    var account = AccountPath.known(id);
    return post(
        Bodies.required(body).checked(account, IdempotencyKey.on(request), clock.instant()));
  }

  private Uni<RestResponse<EntryView>> post(Posting posting) {
    return accounts.post(posting).map(PostingsResource::answer);
  }

  private static RestResponse<EntryView> answer(Posted posted) {
    return switch (posted) {
      case Posted.Applied(var entry) ->
          RestResponse.status(RestResponse.Status.CREATED, EntryView.of(entry));
      case Posted.Repeated(var entry) ->
          RestResponse.ResponseBuilder.ok(EntryView.of(entry))
              .header(IdempotencyKey.REPLAYED, "true")
              .build();
      default -> throw PostingRefusal.of(posted);
    };
  }
}
