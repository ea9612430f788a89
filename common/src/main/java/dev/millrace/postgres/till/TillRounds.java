package dev.millrace.postgres.till;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Keeps the duties going: the next round begins a while after the last one has ended. */
final class TillRounds {
  private static final Logger LOG = Logger.getLogger(TillRounds.class);

  private final Vertx vertx;
  private final Duties duties;
  private final Supplier<TillChannel> channels;
  private final Duration every;
  private final AtomicReference<Optional<TillChannel>> channel =
      new AtomicReference<>(Optional.empty());
  private volatile boolean stopped;

  TillRounds(Vertx vertx, Duties duties, Supplier<TillChannel> channels, Duration every) {
    this.vertx = vertx;
    this.duties = duties;
    this.channels = channels;
    this.every = every;
  }

  void start() {
    var opened = channels.get();
    channel.set(Optional.of(opened));
    opened.open();
    go();
  }

  void stop() {
    stopped = true;
    channel.getAndSet(Optional.empty()).ifPresent(TillChannel::close);
  }

  private void tell(Throwable failure) {
    if (!stopped) {
      LOG.warnf("heartbeat of the till not written: %s", failure.getMessage());
    }
  }

  private void go() {
    if (stopped) {
      return;
    }
    duties
        .round()
        .onFailure()
        .invoke(this::tell)
        .onTermination()
        .invoke(() -> vertx.setTimer(every.toMillis(), timer -> go()))
        .subscribe()
        .with(done -> {}, failure -> {});
  }
}
