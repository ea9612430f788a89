package dev.millrace.postgres.till;

import dev.millrace.account.AccountId;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Who waits for news of which account. Holds nothing of accounts that nobody waits for. */
final class NewsBoard {
  /** Those who have not heard anything yet. */
  private static final class Line {
    private final CompletableFuture<Boolean> news = new CompletableFuture<>();
    private int ears;
  }

  private final Map<AccountId, Line> lines = new HashMap<>();

  /** Hears whatever is told from now on. To be closed. */
  final class Ear {
    private final AccountId account;
    private final Line line;

    private Ear(AccountId account, Line line) {
      this.account = account;
      this.line = line;
    }

    /** True once there are news, false when there are none within the bound. */
    Uni<Boolean> hears(Duration within) {
      return Uni.createFrom()
          .<Boolean>emitter(emitter -> line.news.thenAccept(emitter::complete))
          .ifNoItem()
          .after(within)
          .recoverWithItem(false);
    }

    void close() {
      synchronized (lines) {
        line.ears--;
        if (line.ears == 0) {
          lines.remove(account, line);
        }
      }
    }
  }

  /** Begins to listen, before anybody is asked: so no news are missed. */
  Ear listen(AccountId account) {
    synchronized (lines) {
      var line = lines.computeIfAbsent(account, a -> new Line());
      line.ears++;
      return new Ear(account, line);
    }
  }

  /** Something came back to the account. */
  void tell(AccountId account) {
    Line line;
    synchronized (lines) {
      line = lines.remove(account);
    }
    if (line != null) {
      line.news.complete(true);
    }
  }
}
