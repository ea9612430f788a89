package dev.millrace.api.queue;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * The way into the queue. Those submits that come in the plainest form take a shorter one, {@link
 * SubmitRoute}, which does the same.
 */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Queue")
public class SubmitResource {
  private final SubmitDesk desk;

  SubmitResource(SubmitDesk desk) {
    this.desk = desk;
  }

  @POST
  @Path("/{owner}/{model:.+}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Submit a request",
      description =
          "The body holds the model's own fields at its top level, beside the reserved keys"
              + " metadata, webhook, webhook_events_filter and public.")
  @Parameter(
      name = "Idempotency-Key",
      in = ParameterIn.HEADER,
      description = "Sent again with the same body, it answers with the first request")
  @Parameter(
      name = "Prefer",
      in = ParameterIn.HEADER,
      description = "wait=n holds the answer until the end, for n seconds at the most (60)")
  @Parameter(name = "X-Modelrunner-Queue-Priority", in = ParameterIn.HEADER)
  @Parameter(name = "X-Modelrunner-Store-IO", in = ParameterIn.HEADER)
  @Parameter(name = "X-Modelrunner-Object-Lifecycle-Preference", in = ParameterIn.HEADER)
  @Parameter(
      name = "X-Millrace-Start-Within",
      in = ParameterIn.HEADER,
      description = "Seconds after which it fails if it has not started")
  @Parameter(
      name = "X-Millrace-Finish-Within",
      in = ParameterIn.HEADER,
      description = "Seconds after which it fails if it has not ended")
  @Parameter(
      name = "X-Millrace-Payer",
      in = ParameterIn.HEADER,
      description = "platform: from your credit; account: by a provider key of your own")
  @APIResponse(responseCode = "201", description = "The request is in the queue")
  @APIResponse(responseCode = "200", description = "It was submitted before; how it stands now")
  public Uni<Response> submit(
      @PathParam("owner") String owner,
      @PathParam("model") String model,
      @Context RoutingContext context,
      byte[] body) {
    return desk.answer(owner + "/" + model, context, body).map(SubmitAnswer::toResponse);
  }
}
