package dev.millrace.worker.webhook;

import dev.millrace.account.AccountId;
import dev.millrace.reach.Target;
import dev.millrace.request.RequestId;
import dev.millrace.webhook.Attempted;
import dev.millrace.webhook.Delivery;
import dev.millrace.webhook.DeliveryQueue;
import dev.millrace.webhook.ReceiverGuard;
import dev.millrace.webhook.ResultBody;
import dev.millrace.webhook.Secret;
import dev.millrace.webhook.Secrets;
import dev.millrace.webhook.Told;
import io.smallrye.mutiny.Uni;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** Makes attempts: what is to be said is read for all at once, then each is said by itself. */
final class Errands {
  private static final Logger LOG = Logger.getLogger(Errands.class);
  private static final String TROUBLE = "the delivery could not be prepared; it is tried again";

  private final DeliveryQueue queue;
  private final Secrets secrets;
  private final ReceiverGuard receivers;
  private final Post post;
  private final Schedule schedule;
  private final InstantSource clock;
  private final String publicUrl;

  Errands(
      DeliveryQueue queue,
      Secrets secrets,
      ReceiverGuard receivers,
      Post post,
      Schedule schedule,
      InstantSource clock,
      String publicUrl) {
    this.queue = queue;
    this.secrets = secrets;
    this.receivers = receivers;
    this.post = post;
    this.schedule = schedule;
    this.clock = clock;
    this.publicUrl = publicUrl;
  }

  /** What a batch of deliveries needs. */
  private record Satchel(Map<RequestId, Told> told, Map<AccountId, List<Secret>> secrets) {}

  /** An attempt for each delivery, in their order. Never fail. */
  List<Uni<Attempted>> attempt(List<Delivery> deliveries) {
    var satchel = pack(deliveries).memoize().indefinitely();
    return deliveries.stream().map(delivery -> attempt(delivery, satchel)).toList();
  }

  private Uni<Satchel> pack(List<Delivery> deliveries) {
    var requests = deliveries.stream().map(delivery -> delivery.id().request()).distinct().toList();
    var accounts = deliveries.stream().map(delivery -> delivery.line().account()).distinct();
    return Uni.combine()
        .all()
        .unis(queue.told(requests), secrets.signing(accounts.toList(), clock.instant()))
        .with(Satchel::new);
  }

  private Uni<Attempted> attempt(Delivery delivery, Uni<Satchel> satchel) {
    return satchel
        .chain(packed -> call(delivery, packed))
        .onFailure()
        .recoverWithItem(failure -> trouble(delivery, failure))
        .map(answer -> schedule.after(delivery, answer, clock.instant()));
  }

  /** The address is looked at right before the call: what it stood for at submit says nothing. */
  private Uni<Answer> call(Delivery delivery, Satchel packed) {
    var told = packed.told().get(delivery.id().request());
    if (told == null) {
      return Uni.createFrom().item(new Answer.Forbidden("the request does not exist any more"));
    }
    return receivers
        .look(delivery.url())
        .chain(
            target ->
                switch (target) {
                  case Target.Open open ->
                      send(delivery, open, told, packed.secrets().get(delivery.line().account()));
                  case Target.Forbidden(String reason) -> answer(new Answer.Forbidden(reason));
                  case Target.Unresolved(String reason) -> answer(new Answer.Silence(reason));
                });
  }

  private Uni<Answer> send(Delivery delivery, Target.Open target, Told told, List<Secret> signing) {
    var body = ResultBody.of(told, delivery.id().event(), publicUrl);
    var headers = Signature.headers(delivery.id().toString(), clock.instant(), body, signing);
    return post.send(target, delivery.attempts(), headers, body);
  }

  private static Uni<Answer> answer(Answer answer) {
    return Uni.createFrom().item(answer);
  }

  private static Answer trouble(Delivery delivery, Throwable failure) {
    LOG.warnf("%s: delivery=%s: %s", TROUBLE, delivery.id(), failure.getMessage());
    return new Answer.Silence(TROUBLE);
  }
}
