package dev.millrace.api.testing;

import dev.millrace.account.AccountId;
import dev.millrace.api.stream.Waits;
import dev.millrace.queue.RequestView;
import dev.millrace.queue.Requests;
import dev.millrace.request.RequestId;
import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/** Waits by asking again and again, where there is nothing better. */
@DefaultBean
@ApplicationScoped
public class PolledWaits implements Waits {
  private static final Duration EVERY = Duration.ofMillis(50);

  private final Requests requests;

  PolledWaits(Requests requests) {
    this.requests = requests;
  }

  @Override
  public Uni<Void> untilMoved(AccountId account, RequestId request, int sequence, Duration atMost) {
    return until(account, request, found -> found.sequence() > sequence, atMost);
  }

  @Override
  public Uni<Void> untilTerminal(AccountId account, RequestId request, Duration atMost) {
    return until(account, request, found -> found.status().isTerminal(), atMost);
  }

  private Uni<Void> until(
      AccountId account, RequestId request, Predicate<RequestView> there, Duration atMost) {
    return requests
        .find(account, request)
        .onItem()
        .delayIt()
        .by(EVERY)
        .repeat()
        .until(found -> isThere(found, there))
        .collect()
        .last()
        .replaceWithVoid()
        .ifNoItem()
        .after(atMost)
        .recoverWithItem((Void) null);
  }

  private static boolean isThere(Optional<RequestView> found, Predicate<RequestView> there) {
    return found.filter(there).isPresent();
  }
}
