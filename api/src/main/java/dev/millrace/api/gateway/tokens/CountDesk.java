package dev.millrace.api.gateway.tokens;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.api.gateway.Faces;
import dev.millrace.api.gateway.GatewayConfig;
import dev.millrace.blob.FileUrl;
import dev.millrace.dialect.Utterance;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.model.Model;
import dev.millrace.model.Route;
import dev.millrace.provider.Call;
import dev.millrace.provider.Counting;
import dev.millrace.provider.NoRoomException;
import dev.millrace.provider.Providers;
import dev.millrace.provider.Workbench;
import dev.millrace.request.Attempt;
import dev.millrace.request.RequestId;
import dev.millrace.token.PromptTokens;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/**
 * Has tokens counted: by the model's provider, if it speaks the caller's protocol and answers soon;
 * else by ourselves.
 */
@ApplicationScoped
class CountDesk {
  private static final Logger LOG = Logger.getLogger(CountDesk.class);

  private final Providers providers;
  private final Workbench workbench;
  private final InstantSource clock;
  private final Duration within;

  CountDesk(Providers providers, Workbench workbench, InstantSource clock, GatewayConfig config) {
    this.providers = providers;
    this.workbench = workbench;
    this.clock = clock;
    this.within = config.countWithin();
  }

  /**
   * Counts. Fails with a {@link FaultException} of MALFORMED or FIELD_UNSUPPORTED when we have to
   * count what cannot be read.
   *
   * @param raw what the body was read from
   * @param named the model as the caller named it
   */
  Uni<Counted> count(
      CountProtocol protocol, Model model, String named, ObjectNode body, byte[] raw) {
    var conversation =
        new Utterance(
            Faces.dialectOf(protocol.face()),
            protocol.conversation(body),
            Optional.empty(),
            named,
            false);
    conversation.dialect().check(conversation.body());
    var route = model.routes().getFirst();
    // The provider cannot read files of ours by the URLs that callers have.
    return counting(route)
        .filter(provider -> !FileUrl.mayBeIn(raw))
        .flatMap(provider -> asked(provider, protocol, call(model, route, conversation, body)))
        .map(
            asked ->
                asked
                    .onFailure(CountDesk::isTheProviders)
                    .recoverWithUni(failure -> ourselves(protocol, model, conversation, failure)))
        .orElseGet(() -> ourselves(protocol, model, conversation));
  }

  private Optional<Counting> counting(Route route) {
    return providers
        .find(route.dialect())
        .filter(Counting.class::isInstance)
        .map(Counting.class::cast);
  }

  private Call call(Model model, Route route, Utterance conversation, ObjectNode body) {
    return new Call(
        RequestId.next(clock.instant(), ThreadLocalRandom.current()),
        model.name(),
        route,
        new Attempt(1, 1, 1, within),
        body,
        Optional.of(conversation));
  }

  private static Optional<Uni<Counted>> asked(
      Counting provider, CountProtocol protocol, Call call) {
    if (!provider.counts(call)) {
      return Optional.empty();
    }
    return Optional.of(
        provider
            .count(call)
            .map(
                answer -> {
                  if (!(answer instanceof ObjectNode object) || !protocol.isCount(answer)) {
                    throw new FaultException(
                        FaultCode.PROVIDER_BROKEN, "The provider's count is none.");
                  }
                  return new Counted(object, Counted.By.PROVIDER);
                }));
  }

  private static boolean isTheProviders(Throwable failure) {
    return failure instanceof FaultException || failure instanceof NoRoomException;
  }

  private Uni<Counted> ourselves(
      CountProtocol protocol, Model model, Utterance conversation, Throwable failure) {
    LOG.debugf("provider does not count model=%s: %s", model.name(), failure.getMessage());
    return ourselves(protocol, model, conversation);
  }

  private Uni<Counted> ourselves(CountProtocol protocol, Model model, Utterance conversation) {
    return workbench.run(
        () ->
            new Counted(
                protocol.answer(
                    PromptTokens.of(
                        conversation.conversation(),
                        model.routes().getFirst().settings().path("model").asText(),
                        model.name().alias())),
                Counted.By.MILLRACE));
  }
}
