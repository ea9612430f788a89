package dev.millrace.api.queue;

import dev.millrace.api.http.CorrelationId;
import dev.millrace.api.http.PublicUrl;
import dev.millrace.api.http.key.Authenticator;
import dev.millrace.deployment.DeploymentConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * Status, result and cancel. The model in the path of an existing request is not looked at: clients
 * rebuild that path in their own ways, and the id says it all.
 */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Queue", description = "Submit requests and fetch what became of them")
public class QueueResource {
  private static final String REQUEST = "/{owner}/{model:.+}/requests/{id}";

  private final Authenticator authenticator;
  private final RequestDesk desk;
  private final StatusReplies statuses;
  private final DeploymentConfig deployment;
  private final StatusWait statusWait;

  QueueResource(
      Authenticator authenticator,
      RequestDesk desk,
      StatusReplies statuses,
      DeploymentConfig deployment,
      StatusWait statusWait) {
    this.authenticator = authenticator;
    this.desk = desk;
    this.statuses = statuses;
    this.deployment = deployment;
    this.statusWait = statusWait;
  }

  @GET
  @Path(REQUEST + "/status")
  @Operation(
      summary = "How a request stands",
      description =
          "With wait, 1 to 60 seconds, the answer is held until the request moves on or the time is"
              + " over.")
  public Uni<RequestReply> status(
      @PathParam("id") String id,
      @QueryParam("wait") String wait,
      @Context RoutingContext context) {
    var atMost = StatusWait.asked(wait);
    return authenticator
        .callerOf(context)
        .chain(
            caller ->
                atMost
                    .map(time -> statusWait.untilMoved(caller.account(), id, time, context))
                    .orElseGet(() -> desk.find(caller.account(), id)))
        .map(request -> statuses.of(request, context.request()));
  }

  @GET
  @Path(REQUEST)
  @Operation(
      summary = "The result of a request",
      description =
          "200 when it completed; 409 before it ended; 422 when it failed or was cancelled.")
  public Uni<Response> result(@PathParam("id") String id, @Context RoutingContext context) {
    return authenticator
        .callerOf(context)
        .chain(caller -> desk.find(caller.account(), id))
        .chain(request -> desk.result(request, publicUrl(context), CorrelationId.of(context)));
  }

  @PUT
  @Path(REQUEST + "/cancel")
  @Operation(
      summary = "Cancel a request",
      description =
          "A queued request is cancelled at once; a running one as soon as its provider has"
              + " stopped.")
  public Uni<RequestReply> cancel(@PathParam("id") String id, @Context RoutingContext context) {
    return authenticator
        .callerOf(context)
        .chain(caller -> desk.cancel(caller.account(), id))
        .map(request -> statuses.of(request, context.request()));
  }

  /** Some clients cancel by GET. */
  @GET
  @Path(REQUEST + "/cancel")
  @Operation(summary = "Cancel a request, for clients that cancel by GET")
  public Uni<RequestReply> cancelByGet(
      @PathParam("id") String id, @Context RoutingContext context) {
    return cancel(id, context);
  }

  private PublicUrl publicUrl(RoutingContext context) {
    return PublicUrl.of(deployment.publicUrl(), context.request());
  }
}
