package dev.millrace.route;

import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.Subscriptions;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.operators.multi.AbstractMultiOperator;
import io.smallrye.mutiny.operators.multi.MultiOperatorProcessor;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.smallrye.mutiny.subscription.SerializedSubscriber;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Streams that end before their time. An operator of its own, for a piece of a streamed answer
 * passes it twice: put together from those of the library, it took a piece through six of them.
 */
public final class CutShort<T> extends AbstractMultiOperator<T, T> {
  private static final Logger LOG = Logger.getLogger(CutShort.class);

  private final Uni<Fault> signal;

  private CutShort(Uni<Fault> signal, Multi<T> stream) {
    super(stream);
    this.signal = signal;
  }

  /**
   * The same stream until the signal has its item: then its source is cancelled, and it fails with
   * that fault. The signal is let go of when the stream ends by itself. A signal that fails makes
   * the stream fail likewise.
   */
  public static <T> Multi<T> by(Uni<Fault> signal, Multi<T> stream) {
    return new CutShort<>(signal, stream);
  }

  @Override
  public void subscribe(MultiSubscriber<? super T> downstream) {
    var cut = new Scissors<T>(downstream);
    upstream.subscribe(Infrastructure.onMultiSubscription(upstream, cut));
    cut.follow(signal);
  }

  /** Source, signal and reader may speak at the same time; whoever ends it first has ended it. */
  private static final class Scissors<T> extends MultiOperatorProcessor<T, T> {
    private static final Cancellable OVER = () -> {};

    private final AtomicReference<Cancellable> following = new AtomicReference<>();

    Scissors(MultiSubscriber<? super T> downstream) {
      super(new SerializedSubscriber<>(downstream));
    }

    private void follow(Uni<Fault> signal) {
      if (isDone()) {
        return;
      }
      var signalled =
          signal.subscribe().with(fault -> cut(new FaultException(fault)), failure -> cut(failure));
      if (!following.compareAndSet(null, signalled)) {
        signalled.cancel();
      }
    }

    private void cut(Throwable reason) {
      var source = getAndSetUpstreamSubscription(Subscriptions.CANCELLED);
      if (source == Subscriptions.CANCELLED) {
        return;
      }
      if (source == null) { // it will be cancelled when it says that it begins
        downstream.onSubscribe(this);
      } else {
        source.cancel();
      }
      downstream.onFailure(reason);
    }

    @Override
    public void onFailure(Throwable failure) {
      letGo();
      if (isDone()) {
        LOG.debugf("a stream failed behind its end: %s", failure);
      } else {
        super.onFailure(failure);
      }
    }

    @Override
    public void onCompletion() {
      letGo();
      super.onCompletion();
    }

    @Override
    public void cancel() {
      letGo();
      super.cancel();
    }

    private void letGo() {
      var signalled = following.getAndSet(OVER);
      if (signalled != null) {
        signalled.cancel();
      }
    }
  }
}
