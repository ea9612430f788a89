package dev.millrace.worker.webhook;

import dev.millrace.account.AccountId;
import dev.millrace.reach.Target;
import dev.millrace.webhook.BalanceNotices;
import dev.millrace.webhook.BalanceNotices.Notice;
import dev.millrace.webhook.ReceiverGuard;
import dev.millrace.webhook.Secret;
import dev.millrace.webhook.Secrets;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Tells owners that their balance is low: finds who is to be told, and calls them as all webhooks
 * are called, with the same secret, guard and schedule. What a worker took and did not tell,
 * another takes when its lease is over.
 */
@ApplicationScoped
public class BalanceTeller {
  private static final Logger LOG = Logger.getLogger(BalanceTeller.class);
  private static final int LOOKED_AT_ONCE = 500;
  private static final int TOLD_AT_ONCE = 64;
  private static final String TROUBLE = "the notice could not be prepared; it is tried again";

  private final UUID id = UUID.randomUUID();
  private final AtomicInteger underWay = new AtomicInteger();
  private final BalanceNotices notices;
  private final Secrets secrets;
  private final ReceiverGuard receivers;
  private final InstantSource clock;
  private final DeliveryConfig config;
  private final Schedule schedule;
  private final Post post;
  private volatile boolean stopping;

  BalanceTeller(
      Vertx vertx,
      BalanceNotices notices,
      Secrets secrets,
      ReceiverGuard receivers,
      InstantSource clock,
      DeliveryConfig config) {
    this.notices = notices;
    this.secrets = secrets;
    this.receivers = receivers;
    this.clock = clock;
    this.config = config;
    this.schedule = new Schedule(config.schedule(), new SecureRandom());
    this.post =
        new Post(vertx, config.answerWithin(), config.perReceiver(), new HttpClientOptions());
  }

  void onStop(@Observes ShutdownEvent stop) {
    stopping = true;
    post.close();
  }

  /**
   * One round: turns alerts that were crossed and begins to tell what is due. It does not wait for
   * the receivers, so that one that hangs holds up nobody else's.
   */
  public Uni<Void> round() {
    return look().chain(this::claim).chain(this::begin);
  }

  private Uni<Void> look() {
    return notices
        .look(clock.instant(), LOOKED_AT_ONCE)
        .chain(crossed -> crossed < LOOKED_AT_ONCE ? Uni.createFrom().voidItem() : look());
  }

  private Uni<List<Notice>> claim() {
    var room = stopping ? 0 : TOLD_AT_ONCE - underWay.get();
    var now = clock.instant();
    return room <= 0
        ? Uni.createFrom().item(List.of())
        : notices.claim(id, now, now.plus(config.lease()), room);
  }

  private Uni<Void> begin(List<Notice> due) {
    if (due.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    var accounts = due.stream().map(Notice::account).distinct().toList();
    return secrets
        .signing(accounts, clock.instant())
        .invoke(signing -> due.forEach(notice -> tell(notice, signing)))
        .replaceWithVoid();
  }

  private void tell(Notice notice, Map<AccountId, List<Secret>> signing) {
    underWay.incrementAndGet();
    call(notice, signing.get(notice.account()))
        .onFailure()
        .recoverWithItem(failure -> trouble(notice, failure))
        .chain(answer -> record(notice, answer))
        .onTermination()
        .invoke(underWay::decrementAndGet)
        .subscribe()
        .with(
            done -> LOG.debugf("an attempt at a low-balance notice ended: notice=%s", notice.id()),
            failure ->
                LOG.warnf(
                    "a low-balance notice is told again when its lease is over: notice=%s: %s",
                    notice.id(), failure.getMessage()));
  }

  /** A call that our own stopping broke off says nothing of the receiver: it is made again. */
  private Uni<Void> record(Notice notice, Answer answer) {
    if (stopping && answer instanceof Answer.Silence) {
      return Uni.createFrom().voidItem();
    }
    var after = schedule.after(notice.attempts(), answer, clock.instant());
    return notices.record(id, notice.id(), after, clock.instant());
  }

  /** The address is looked at right before the call, as for every webhook. */
  private Uni<Answer> call(Notice notice, List<Secret> signing) {
    return receivers
        .look(notice.url())
        .chain(
            target ->
                switch (target) {
                  case Target.Open open -> send(notice, open, signing);
                  case Target.Forbidden(String reason) ->
                      Uni.createFrom().item(new Answer.Forbidden(reason));
                  case Target.Unresolved(String reason) ->
                      Uni.createFrom().item(new Answer.Silence(reason));
                });
  }

  private Uni<Answer> send(Notice notice, Target.Open target, List<Secret> signing) {
    var body = BalanceBody.of(notice);
    var headers = Signature.headers("balance_" + notice.id(), clock.instant(), body, signing);
    return post.send(target, notice.attempts(), headers, body);
  }

  private Answer trouble(Notice notice, Throwable failure) {
    if (!stopping) {
      LOG.warnf("%s: notice=%s: %s", TROUBLE, notice.id(), failure.getMessage());
    }
    return new Answer.Silence(TROUBLE);
  }
}
