package dev.millrace.api.configuration;

import dev.millrace.api.http.key.Authenticator;
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

/** The use of model configurations, where Runtype's clients look for it too. */
@Path("/v1/model-usage")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Model configurations")
public class ModelUsageResource {
  private final Authenticator authenticator;
  private final UsageDesk desk;

  ModelUsageResource(Authenticator authenticator, UsageDesk desk) {
    this.authenticator = authenticator;
    this.desk = desk;
  }

  @GET
  @Operation(summary = "The same as GET /v1/model-configs/usage")
  public Uni<UsageAnswers.Uses> all(@Context HttpServerRequest request) {
    return authenticator.callerOf(request).chain(desk::ofAll);
  }

  @GET
  @Path("/{modelConfigId}")
  @Operation(summary = "The same as GET /v1/model-configs/{id}/usage")
  public Uni<UsageAnswers.OfOne> one(
      @PathParam("modelConfigId") String id, @Context HttpServerRequest request) {
    return authenticator.callerOf(request).chain(caller -> desk.ofOne(caller, id));
  }
}
