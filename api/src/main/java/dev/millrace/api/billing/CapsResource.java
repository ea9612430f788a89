package dev.millrace.api.billing;

import dev.millrace.api.http.Bodies;
import dev.millrace.api.http.key.Authenticator;
import dev.millrace.api.http.key.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How much the caller's account and its keys may spend. */
@Path("/billing/caps")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Billing")
public class CapsResource {
  private final Authenticator authenticator;
  private final CapDesk desk;

  CapsResource(Authenticator authenticator, CapDesk desk) {
    this.authenticator = authenticator;
    this.desk = desk;
  }

  /**
   * The caller's caps.
   *
   * @param callingKey the id of the key that asks
   */
  @Schema(name = "SpendCaps")
  public record Caps(UUID callingKey, List<CapView> data) {}

  @GET
  @Operation(summary = "The spend caps of the caller's account and of its keys")
  public Uni<Caps> list(@Context HttpServerRequest request) {
    return authenticator.callerOf(request).chain(this::list);
  }

  private Uni<Caps> list(Caller caller) {
    return desk.list(caller.account()).map(caps -> new Caps(caller.key(), caps));
  }

  @PUT
  @Operation(
      summary = "Sets a spend cap of the account, or of one of its keys",
      description =
          "One for each period. It counts what was spent in the period before, and what is under"
              + " way. What would go past it answers 402 SPEND_CAP_REACHED.")
  @APIResponse(responseCode = "200", description = "The cap as it stands now")
  public Uni<CapView> set(CapBody body, @Context HttpServerRequest request) {
    return authenticator
        .callerOf(request)
        .chain(caller -> desk.set(caller.account(), Bodies.required(body)));
  }

  @DELETE
  @Operation(summary = "Removes a spend cap")
  @APIResponse(responseCode = "204", description = "It is gone")
  public Uni<Void> remove(
      @Parameter(description = "A key's id; left out for the account's own cap") @QueryParam("key")
          String key,
      @Parameter(description = "day or total", required = true) @QueryParam("period") String period,
      @Context HttpServerRequest request) {
    return authenticator
        .callerOf(request)
        .chain(caller -> desk.remove(caller.account(), key, period));
  }
}
