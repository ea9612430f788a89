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
import jakarta.enterprise.context.ApplicationScoped;

/** Answers submits: says who calls, reads what the call says beside its body, and submits it. */
@ApplicationScoped
class SubmitDesk {
  private static final String FAL_WEBHOOK = "fal_webhook";

  private final Authenticator authenticator;
  private final AskedReader headers;
  private final Plans plans;
  private final DeploymentConfig deployment;
  private final Submitter submitter;
  private final SubmitWait wait;
  private final SubmitReplies replies;

  SubmitDesk(
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

  /**
   * The answer, at once or when the caller has waited as it prefers to. Fails as {@link
   * Authenticator#callerOf(RoutingContext)} and {@link Submitter#submit} do.
   *
   * @param endpoint the model's name as the path has it
   */
  Uni<SubmitAnswer> answer(String endpoint, RoutingContext context, byte[] body) {
    return authenticator.callerOf(context).chain(caller -> answer(caller, endpoint, context, body));
  }

  private Uni<SubmitAnswer> answer(
      Caller caller, String endpoint, RoutingContext context, byte[] body) {
    var submit = submitter.submit(call(caller, endpoint, context), body);
    return PreferredWait.on(context.request().headers())
        .map(preferred -> answerAfter(preferred, caller, submit, context))
        .orElseGet(() -> submit.map(submitted -> replies.of(submitted, context.request())));
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

  private Uni<SubmitAnswer> answerAfter(
      PreferredWait preferred, Caller caller, Uni<Submitted> submit, RoutingContext context) {
    return wait.untilEnd(caller.account(), submit, preferred.atMost(), context)
        .map(waited -> replies.of(waited.submitted(), waited.now(), context.request()))
        .map(answer -> answer.with(PreferredWait.APPLIED, preferred.applied()));
  }
}
