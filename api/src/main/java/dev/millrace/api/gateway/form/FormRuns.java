package dev.millrace.api.gateway.form;

import dev.millrace.api.call.Answer;
import dev.millrace.api.call.Answered;
import dev.millrace.api.call.CallDesk;
import dev.millrace.api.call.Order;
import dev.millrace.api.gateway.GatewayConfig;
import dev.millrace.api.queue.Asked;
import dev.millrace.api.queue.WaitedRequests;
import dev.millrace.api.queue.WaitedRequests.Ended;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.model.Model;
import dev.millrace.money.Usage;
import dev.millrace.provider.Providers;
import dev.millrace.queue.RequestView;
import dev.millrace.queue.Submission;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Runs calls where they can be run: here, as all calls are that are answered at once; or in the
 * queue, where only workers have the model.
 */
@ApplicationScoped
class FormRuns {
  private final CallDesk desk;
  private final WaitedRequests requests;
  private final Providers providers;
  private final Duration queueWait;

  FormRuns(CallDesk desk, WaitedRequests requests, Providers providers, GatewayConfig config) {
    this.desk = desk;
    this.requests = requests;
    this.providers = providers;
    this.queueWait = config.queueWait();
  }

  /** Fails as {@link CallDesk#answer} does, or as {@link WaitedRequests#untilEnd} does. */
  Uni<Answered> answer(FormCall call) {
    var order = call.order();
    return isHere(order.model())
        ? desk.answer(order)
        : requests
            .untilEnd(submission(order, call.asked()), queueWait)
            .map(ended -> answered(order, ended));
  }

  private boolean isHere(Model model) {
    return model.routes().stream()
        .allMatch(
            route ->
                providers
                    .find(route.dialect())
                    .filter(provider -> provider.isHere(route))
                    .isPresent());
  }

  private static Submission submission(Order order, Asked asked) {
    return new Submission(
        order.id(),
        order.spender().account(),
        order.spender().key(),
        order.model().name(),
        asked.terms(order.at()),
        order.inputText(),
        order.metadata(),
        order.quote().amount(),
        order.quote().rateCard(),
        order.files(),
        order.basis(),
        order.correlationId(),
        order.at());
  }

  private static Answered answered(Order order, Ended ended) {
    var request = ended.request();
    return ended
        .output()
        .<Answered>map(output -> new Answered.Completed(answer(order, request, output)))
        .orElseGet(() -> new Answered.Failed(order.id(), fault(request), Optional.empty()));
  }

  private static Answer answer(Order order, RequestView request, String output) {
    return new Answer(
        order.id(),
        output,
        request.usage().orElseGet(() -> Usage.ofOutputs(1, Duration.ZERO)),
        request.charged(),
        order.quote().rateCard(),
        List.of(),
        Optional.empty());
  }

  private static Fault fault(RequestView request) {
    return request
        .fault()
        .orElseGet(() -> Fault.of(FaultCode.CANCELLED, "the request was cancelled"));
  }
}
