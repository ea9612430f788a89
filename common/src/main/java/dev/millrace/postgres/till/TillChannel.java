package dev.millrace.postgres.till;

import dev.millrace.account.AccountId;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.pubsub.PgSubscriber;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Hears what nodes tell each other through PostgreSQL, on a connection of its own that comes back
 * by itself. What is told while it is away is lost: recalls are found with the next heartbeat, and
 * who waits for news has a bound.
 */
final class TillChannel {
  private static final Logger LOG = Logger.getLogger(TillChannel.class);
  private static final String NAME = "millrace_till";
  private static final String RECALL = "recall ";
  private static final String NEWS = "news ";
  private static final long FIRST_WAIT = 100;
  private static final long LONGEST_WAIT = 5_000;

  private final PgSubscriber subscriber;

  /**
   * @param recall somebody asks for what is held idle of an account
   * @param news something came back to an account
   */
  TillChannel(
      Vertx vertx, PgConnectOptions server, Consumer<AccountId> recall, Consumer<AccountId> news) {
    this.subscriber =
        PgSubscriber.subscriber(vertx, server).reconnectPolicy(TillChannel::waitBefore);
    subscriber
        .channel(NAME)
        .handler(
            text -> {
              if (text.startsWith(RECALL)) {
                recall.accept(AccountId.of(text.substring(RECALL.length())));
              } else if (text.startsWith(NEWS)) {
                news.accept(AccountId.of(text.substring(NEWS.length())));
              }
            });
  }

  void open() {
    subscriber
        .connect()
        .onFailure(failure -> LOG.warnf("recalls are not heard: %s", failure.getMessage()));
  }

  void close() {
    subscriber.close();
  }

  private static long waitBefore(int retry) {
    return Math.min(LONGEST_WAIT, FIRST_WAIT << Math.min(retry, 10));
  }
}
