package dev.millrace.api.live;

import dev.millrace.notice.Notice;
import dev.millrace.notice.Notices;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** For tests: tells all who follow, at once and in this thread; or nobody, while it is away. */
final class NoticesOfTwo implements Notices {
  private final List<Consumer<Notice>> followers = new ArrayList<>();
  private final List<Notice> told = new ArrayList<>();
  private boolean away;

  void goAway() {
    away = true;
  }

  List<Notice> told() {
    return told;
  }

  @Override
  public Uni<Void> tell(Notice notice) {
    return Uni.createFrom()
        .deferred(
            () -> {
              if (away) {
                return Uni.createFrom().failure(new IllegalStateException("away"));
              }
              told.add(notice);
              followers.forEach(follower -> follower.accept(notice));
              return Uni.createFrom().voidItem();
            });
  }

  @Override
  public void follow(Consumer<Notice> follower) {
    followers.add(follower);
  }
}
