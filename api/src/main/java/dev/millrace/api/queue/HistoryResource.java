package dev.millrace.api.queue;

import dev.millrace.api.http.PublicUrl;
import dev.millrace.api.http.key.Authenticator;
import dev.millrace.deployment.DeploymentConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Requests by id alone. */
@Path("/requests")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Queue")
public class HistoryResource {
  private final Authenticator authenticator;
  private final RequestDesk desk;
  private final DeploymentConfig deployment;

  HistoryResource(Authenticator authenticator, RequestDesk desk, DeploymentConfig deployment) {
    this.authenticator = authenticator;
    this.desk = desk;
    this.deployment = deployment;
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "A request with its input, its output and what it cost")
  public Uni<ResultReply> item(@PathParam("id") String id, @Context RoutingContext context) {
    return authenticator
        .callerOf(context)
        .chain(caller -> desk.find(caller.account(), id))
        .chain(
            request -> desk.item(request, PublicUrl.of(deployment.publicUrl(), context.request())));
  }
}
