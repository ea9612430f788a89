package dev.millrace.api.queue;

import dev.millrace.api.http.CorrelationId;
import dev.millrace.api.http.PublicUrl;
import dev.millrace.api.http.key.Authenticator;
import dev.millrace.api.http.key.Caller;
import dev.millrace.deployment.DeploymentConfig;
import dev.millrace.queue.QueueProgress;
import dev.millrace.queue.RequestView;
import dev.millrace.queue.Waiting;
import dev.millrace.request.RequestStatus;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * Submit, status, result and cancel. The model in the path of an existing request is not looked at:
 * clients rebuild that path in their own ways, and the id says it all.
 */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Queue", description = "Submit requests and fetch what became of them")
public class QueueResource {
  private static final String MODEL = "/{owner}/{model:.+}";
  private static final String REQUEST = MODEL + "/requests/{id}";

  private final Authenticator authenticator;
  private final Submitter submitter;
  private final RequestDesk desk;
  private final QueueProgress progress;
  private final DeploymentConfig deployment;

  QueueResource(
      Authenticator authenticator,
      Submitter submitter,
      RequestDesk desk,
      QueueProgress progress,
      DeploymentConfig deployment) {
    this.authenticator = authenticator;
    this.submitter = submitter;
    this.desk = desk;
    this.progress = progress;
    this.deployment = deployment;
  }

  @POST
  @Path(MODEL)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Submit a request",
      description = "The body holds the model's own fields at its top level.")
  @APIResponse(responseCode = "201", description = "The request is in the queue")
  public Uni<Response> submit(
      @PathParam("owner") String owner,
      @PathParam("model") String model,
      @HeaderParam("X-Modelrunner-Queue-Priority") String priority,
      @Context RoutingContext context,
      byte[] body) {
    return authenticator
        .callerOf(context)
        .chain(caller -> submitter.submit(call(caller, owner, model, priority, context), body))
        .map(queued -> created(queued, context));
  }

  @GET
  @Path(REQUEST + "/status")
  @Operation(summary = "How a request stands")
  public Uni<RequestReply> status(@PathParam("id") String id, @Context RoutingContext context) {
    return authenticator
        .callerOf(context)
        .chain(caller -> desk.find(caller.account(), id))
        .map(request -> reply(request, context));
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
          "A queued request is cancelled at once; a running one as soon as its provider has stopped.")
  public Uni<RequestReply> cancel(@PathParam("id") String id, @Context RoutingContext context) {
    return authenticator
        .callerOf(context)
        .chain(caller -> desk.cancel(caller.account(), id))
        .map(request -> reply(request, context));
  }

  /** Some clients cancel by GET. */
  @GET
  @Path(REQUEST + "/cancel")
  @Operation(summary = "Cancel a request, for clients that cancel by GET")
  public Uni<RequestReply> cancelByGet(
      @PathParam("id") String id, @Context RoutingContext context) {
    return cancel(id, context);
  }

  private static Submitter.Call call(
      Caller caller, String owner, String model, String priority, RoutingContext context) {
    return new Submitter.Call(
        caller.account(),
        owner + "/" + model,
        Submitter.lane(Optional.ofNullable(priority)),
        CorrelationId.of(context).value());
  }

  private Response created(Submitter.Queued queued, RoutingContext context) {
    var links = Links.of(publicUrl(context), queued.model(), queued.id());
    return Response.status(Response.Status.CREATED)
        .header("Location", links.status())
        .header("x-modelrunner-request-id", queued.id().toString())
        .header("x-fal-request-id", queued.id().toString())
        .entity(
            RequestReply.queued(queued.id().toString(), links, progress.waiting(queued.position())))
        .build();
  }

  private RequestReply reply(RequestView request, RoutingContext context) {
    var links = Links.of(publicUrl(context), request.model(), request.id());
    return RequestReply.of(request, links, waiting(request));
  }

  private Waiting waiting(RequestView request) {
    return request.status() == RequestStatus.IN_QUEUE
        ? progress.waiting(request.position())
        : Waiting.NO_MORE;
  }

  private PublicUrl publicUrl(RoutingContext context) {
    return PublicUrl.of(deployment.publicUrl(), context.request());
  }
}
