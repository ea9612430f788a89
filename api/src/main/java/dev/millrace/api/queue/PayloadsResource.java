package dev.millrace.api.queue;

import dev.millrace.api.http.PublicUrl;
import dev.millrace.api.http.key.Authenticator;
import dev.millrace.deployment.DeploymentConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Deletes payloads below a request's own result. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "History")
public class PayloadsResource {
  private final Authenticator authenticator;
  private final PayloadEraser eraser;
  private final DeploymentConfig deployment;

  PayloadsResource(Authenticator authenticator, PayloadEraser eraser, DeploymentConfig deployment) {
    this.authenticator = authenticator;
    this.eraser = eraser;
    this.deployment = deployment;
  }

  @DELETE
  @Path("/{owner}/{model:.+}/requests/{id}/payloads")
  @Operation(
      summary = "Delete a request's input, output and output files",
      description = "As DELETE /requests/{id}/payloads does.")
  public Uni<ErasedReply> erase(@PathParam("id") String id, @Context RoutingContext context) {
    return authenticator
        .callerOf(context)
        .chain(
            caller ->
                eraser.erase(
                    caller.account(), id, PublicUrl.of(deployment.publicUrl(), context.request())));
  }
}
