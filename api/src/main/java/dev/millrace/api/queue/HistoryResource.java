package dev.millrace.api.queue;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.api.http.CorrelationId;
import dev.millrace.api.http.PublicUrl;
import dev.millrace.api.http.fault.Refusal;
import dev.millrace.api.http.key.Authenticator;
import dev.millrace.deployment.DeploymentConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The caller's requests: found, shown, submitted again, published, rid of payloads. */
@Path("/requests")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "History")
public class HistoryResource {
  private final Authenticator authenticator;
  private final HistorySearchReader searches;
  private final HistoryDesk desk;
  private final RetryDesk retries;
  private final PayloadEraser eraser;
  private final SubmitReplies replies;
  private final DeploymentConfig deployment;

  HistoryResource(
      Authenticator authenticator,
      HistorySearchReader searches,
      HistoryDesk desk,
      RetryDesk retries,
      PayloadEraser eraser,
      SubmitReplies replies,
      DeploymentConfig deployment) {
    this.authenticator = authenticator;
    this.searches = searches;
    this.desk = desk;
    this.retries = retries;
    this.eraser = eraser;
    this.replies = replies;
    this.deployment = deployment;
  }

  @GET
  @Operation(
      summary = "The caller's requests, newest first",
      description =
          "Filters: status (repeatable), modelEndpoint, metadata (a JSON object), createdAfter,"
              + " createdBefore, retryOf. Parts: limit (at most 100) with page or cursor."
              + " payloads=false leaves inputs and outputs out.")
  public Uni<PageReply> list(@Context UriInfo uri, @Context RoutingContext context) {
    return authenticator
        .callerOf(context)
        .chain(
            caller ->
                desk.list(
                    caller.account(), searches.read(uri.getQueryParameters()), publicUrl(context)));
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "A request with its input, its output, its attempts and what it cost")
  public Uni<ItemReply> item(@PathParam("id") String id, @Context RoutingContext context) {
    return authenticator
        .callerOf(context)
        .chain(caller -> desk.item(caller.account(), id, publicUrl(context)));
  }

  @POST
  @Path("/{id}/retry")
  @Operation(
      summary = "Submit a request that has ended once more",
      description = "A new request with the old input, priced anew, linked by retryOf.")
  @APIResponse(responseCode = "201", description = "The new request is in the queue")
  @APIResponse(responseCode = "200", description = "It was submitted again before, by this key")
  public Uni<Response> retry(@PathParam("id") String id, @Context RoutingContext context) {
    var headers = context.request().headers();
    return authenticator
        .callerOf(context)
        .chain(
            caller ->
                retries.retry(
                    caller, id, RepeatSign.on(headers), CorrelationId.of(context).value()))
        .map(submitted -> replies.of(submitted, context.request()).toResponse());
  }

  @DELETE
  @Path("/{id}/payloads")
  @Operation(
      summary = "Delete a request's input, output and output files",
      description = "Once it has ended and is not public. Its times and its price stay.")
  public Uni<ErasedReply> erase(@PathParam("id") String id, @Context RoutingContext context) {
    return authenticator
        .callerOf(context)
        .chain(caller -> eraser.erase(caller.account(), id, publicUrl(context)));
  }

  @PATCH
  @Path("/{id}/visibility")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Make a request public or private", description = "{\"public\": true}")
  public Uni<ItemReply> publish(
      @PathParam("id") String id, @Context RoutingContext context, ObjectNode body) {
    return authenticator
        .callerOf(context)
        .chain(caller -> desk.publish(caller.account(), id, isPublic(body), publicUrl(context)));
  }

  private static boolean isPublic(ObjectNode body) {
    if (body == null || !(body.get("public") instanceof BooleanNode wanted)) {
      throw Refusal.ofParameter("public", "must be true or false");
    }
    return wanted.booleanValue();
  }

  private PublicUrl publicUrl(RoutingContext context) {
    return PublicUrl.of(deployment.publicUrl(), context.request());
  }
}
