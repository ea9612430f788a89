package dev.millrace.api.runtools;

import dev.millrace.api.http.key.Authenticator;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Which models the model proxy has for the caller. */
@Path("/v1/models/available")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Gateway")
public class AvailableResource {
  private final Authenticator authenticator;
  private final AvailableDesk desk;

  AvailableResource(Authenticator authenticator, AvailableDesk desk) {
    this.authenticator = authenticator;
    this.desk = desk;
  }

  @GET
  @Operation(
      summary = "The models of the model proxy, in Runtools' shape",
      description =
          "Models that the platform runs for credit, and models that a provider key of the account's"
              + " own can run; a model may be in both lists.")
  @APIResponse(responseCode = "200", description = "All of them, with whether the caller has them")
  public Uni<AvailableModels.Reply> available(@Context HttpServerRequest request) {
    return authenticator
        .callerOf(request)
        .map(caller -> new AvailableModels.Reply(desk.of(caller)));
  }
}
