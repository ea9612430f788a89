package dev.millrace.route;

import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** Streams that end before their time. */
public final class CutShort {
  private CutShort() {}

  /**
   * The same stream until the signal has its item: then its source is cancelled, and it fails with
   * that fault. The signal is let go of when the stream ends by itself.
   */
  public static <T> Multi<T> by(Uni<Fault> signal, Multi<T> stream) {
    Multi<Optional<T>> whole =
        stream.map(Optional::of).onCompletion().continueWith(Optional.<T>empty());
    Multi<Optional<T>> cut =
        signal
            .onItem()
            .transformToMulti(fault -> Multi.createFrom().failure(new FaultException(fault)));
    return Multi.createBy()
        .merging()
        .withRequests(1)
        .streams(whole, cut)
        .select()
        .first(Optional::isPresent)
        .map(Optional::orElseThrow);
  }
}
