package dev.millrace.notice;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Notices in memory, for tests: all processes share one. Can be away, and remembers what it told.
 */
public final class InMemoryNotices implements Notices {
  private final List<Consumer<Notice>> followers = new CopyOnWriteArrayList<>();
  private final List<Notice> told = new ArrayList<>();
  private boolean away;

  /** From now on nobody hears anything. */
  public synchronized void goAway() {
    away = true;
  }

  public synchronized List<Notice> told() {
    return List.copyOf(told);
  }

  @Override
  public Uni<Void> tell(Notice notice) {
    return Uni.createFrom()
        .item(
            () -> {
              pass(notice);
              return null;
            });
  }

  private synchronized void pass(Notice notice) {
    if (away) {
      throw new IllegalStateException("away");
    }
    told.add(notice);
    followers.forEach(follower -> passTo(follower, notice));
  }

  private static void passTo(Consumer<Notice> follower, Notice notice) {
    try {
      follower.accept(notice);
    } catch (RuntimeException failed) {
      System.getLogger(InMemoryNotices.class.getName())
          .log(System.Logger.Level.DEBUG, "a follower failed", failed);
    }
  }

  @Override
  public void follow(Consumer<Notice> follower) {
    followers.add(follower);
  }
}
