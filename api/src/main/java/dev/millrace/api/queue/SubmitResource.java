package dev.millrace.api.queue;

import dev.millrace.account.Plans;
import dev.millrace.api.http.CorrelationId;
import dev.millrace.api.http.PreferredWait;
import dev.millrace.api.http.PublicUrl;
import dev.millrace.api.http.Visit;
import dev.millrace.api.http.key.Authenticator;
import dev.millrace.api.http.key.Caller;
import dev.millrace.deployment.DeploymentConfig;
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

/** The way into the queue. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Queue")
public class SubmitResource {
  private static final String FAL_WEBHOOK = "fal_webhook";

  private final Authenticator authenticator;
  private final AskedReader headers;
  private final Plans plans;
  private final DeploymentConfig deployment;
  private final Submitter submitter;
  private final SubmitWait wait;
  private final SubmitReplies replies;

  SubmitResource(
      Authenticator authenticator,
      AskedReader headers,
      Plans plans,
      DeploymentConfig deployment,
      Submitter submitter,
      SubmitWait wait,
      SubmitReplies replies) {
    this.authenticator = authenticator;
    this.headers = headers;
    this.plans = plans;
    this.deployment = deployment;
    this.submitter = submitter;
    this.wait = wait;
    this.replies = replies;
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
    return authenticator
        .callerOf(context)
        .chain(caller -> answer(caller, owner + "/" + model, context, body));
  }

  private Submitter.Call call(Caller caller, String endpoint, RoutingContext context) {
    var given = context.request().headers();
    return new Submitter.Call(
        caller,
        endpoint,
        headers.read(given, plans.named(caller.plan()).fileLife()),
        WebhookKeys.readParameter(FAL_WEBHOOK, context.request().getParam(FAL_WEBHOOK)),
        RepeatSign.on(given),
        PublicUrl.of(deployment.publicUrl(), context.request()),
        CorrelationId.of(context).value(),
        Visit.isOne(context));
  }

  private Uni<Response> answer(
      Caller caller, String endpoint, RoutingContext context, byte[] body) {
    var submit = submitter.submit(call(caller, endpoint, context), body);
    return PreferredWait.on(context.request().headers())
        .map(preferred -> answerAfter(preferred, caller, submit, context))
        .orElseGet(() -> submit.map(submitted -> replies.of(submitted, context.request())));
  }

  private Uni<Response> answerAfter(
      PreferredWait preferred, Caller caller, Uni<Submitted> submit, RoutingContext context) {
    return wait.untilEnd(caller.account(), submit, preferred.atMost(), context)
        .map(waited -> replies.of(waited.submitted(), waited.now(), context.request()))
        .map(response -> applied(preferred, response));
  }

  private static Response applied(PreferredWait preferred, Response response) {
    return Response.fromResponse(response)
        .header(PreferredWait.APPLIED, preferred.applied())
        .build();
  }
}
