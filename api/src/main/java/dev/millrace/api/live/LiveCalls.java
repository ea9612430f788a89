package dev.millrace.api.live;

import dev.millrace.account.AccountId;
import dev.millrace.live.LiveStream;
import dev.millrace.request.RequestId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The streamed answers that are under way at this process. */
@ApplicationScoped
public class LiveCalls {
  private final StreamScribe scribe;
  private final Map<RequestId, Live> live = new ConcurrentHashMap<>();

  public LiveCalls(StreamScribe scribe) {
    this.scribe = scribe;
  }

  /** One of them, and what ends it. */
  private record Live(LiveStream stream, Runnable stop) {}

  /**
   * For a stream that is about to begin.
   *
   * @param stop ends it, from any thread; a second time changes nothing
   */
  public Entry entry(LiveStream stream, Runnable stop) {
    return new Entry(new Live(stream, stop));
  }

  /** One stream's. It may be over before it has begun; then it is never among those under way. */
  public final class Entry {
    private final Live one;
    private boolean over;

    private Entry(Live one) {
      this.one = one;
    }

    public synchronized void begin() {
      if (!over) {
        live.put(one.stream().request(), one);
        scribe.begun(one.stream());
      }
    }

    /** Once is enough; more does no harm. */
    public synchronized void end() {
      over = true;
      var request = one.stream().request();
      if (live.remove(request) != null) {
        scribe.ended(request);
      }
    }
  }

  /** An account's. */
  public List<LiveStream> of(AccountId account) {
    return live(account, Optional.empty()).map(Live::stream).toList();
  }

  /**
   * Ends an account's streams.
   *
   * @param request the one that is meant; empty: all of them
   * @return those that were ended
   */
  public List<LiveStream> stop(AccountId account, Optional<RequestId> request) {
    var meant = live(account, request).toList();
    meant.forEach(one -> one.stop().run());
    return meant.stream().map(Live::stream).toList();
  }

  /** There are only so many calls at a process, and this is asked rarely. */
  private Stream<Live> live(AccountId account, Optional<RequestId> request) {
    return live.values().stream()
        .filter(one -> one.stream().account().equals(account))
        .filter(one -> request.map(one.stream().request()::equals).orElse(true));
  }
}
