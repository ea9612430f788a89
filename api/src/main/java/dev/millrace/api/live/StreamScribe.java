package dev.millrace.api.live;

import dev.millrace.live.LiveStream;
import dev.millrace.live.LiveStreams;
import dev.millrace.provider.Pause;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Writes down which streams have begun and ended here, beside and never before them: news gather
 * for a moment and while another write is under way, and a stream that ends meanwhile is not
 * written at all. What could not be written is tried again for as long as it takes. Thread-safe.
 */
@ApplicationScoped
public class StreamScribe {
  private static final Logger LOG = Logger.getLogger(StreamScribe.class);
  private static final int AT_ONCE = 500;
  private static final Duration AGAIN = Duration.ofSeconds(1);

  /** Most answers are short: two statements for each would cost more than the rest of it. */
  private static final Duration GATHERING = Duration.ofMillis(250);

  private final LiveStreams streams;
  private final Pause pause;
  private final Duration gathering;
  private final Duration again;
  private final Map<RequestId, LiveStream> written = new LinkedHashMap<>();
  private final Map<RequestId, LiveStream> begun = new LinkedHashMap<>();
  private final Set<RequestId> ended = new LinkedHashSet<>();
  private Optional<UUID> name = Optional.empty();
  private boolean underWay; // the next write, from the moment it waits for more news
  private boolean failing;

  @Inject
  public StreamScribe(LiveStreams streams, Pause pause) {
    this(streams, pause, GATHERING, AGAIN);
  }

  /**
   * Makes one that is more patient, or less.
   *
   * @param gathering how long news wait for others
   * @param again after how long it tries again what could not be written
   */
  StreamScribe(LiveStreams streams, Pause pause, Duration gathering, Duration again) {
    this.streams = streams;
    this.pause = pause;
    this.gathering = gathering;
    this.again = again;
  }

  /** What one statement says. */
  private record Batch(List<LiveStream> begun, List<RequestId> ended) {}

  void begun(LiveStream stream) {
    synchronized (this) {
      begun.put(stream.request(), stream);
    }
    write();
  }

  void ended(RequestId request) {
    synchronized (this) {
      if (begun.remove(request) == null) {
        ended.add(request);
      }
    }
    write();
  }

  private void write() {
    if (mayBegin()) {
      pause.lasting(gathering).subscribe().with(waited -> writeNow(), bug -> writeNow());
    }
  }

  private synchronized boolean mayBegin() {
    if (underWay || isNothingNew()) {
      return false;
    }
    underWay = true;
    return true;
  }

  private boolean isNothingNew() {
    return begun.isEmpty() && ended.isEmpty();
  }

  private void writeNow() {
    next()
        .ifPresent(
            batch ->
                Uni.createFrom()
                    .deferred(() -> streams.note(batch.begun(), batch.ended()))
                    .subscribe()
                    .with(as -> written(batch, as), failure -> failed(batch, failure)));
  }

  private synchronized Optional<Batch> next() {
    if (isNothingNew()) {
      underWay = false;
      return Optional.empty();
    }
    var batch = new Batch(first(begun.values()), first(ended));
    batch.begun().forEach(stream -> begun.remove(stream.request()));
    batch.ended().forEach(ended::remove);
    // Whether it comes through or not, what has begun must be ended from now on.
    batch.begun().forEach(stream -> written.put(stream.request(), stream));
    return Optional.of(batch);
  }

  private static <T> List<T> first(Collection<T> waiting) {
    return waiting.stream().limit(AT_ONCE).toList();
  }

  private void written(Batch batch, UUID as) {
    synchronized (this) {
      underWay = false;
      failing = false;
      batch.ended().forEach(written::remove);
      if (name.isPresent() && !name.get().equals(as)) {
        // What was written under another name is not seen any more.
        written.values().stream()
            .filter(stream -> !ended.contains(stream.request()))
            .forEach(stream -> begun.put(stream.request(), stream));
      }
      name = Optional.of(as);
    }
    write();
  }

  private void failed(Batch batch, Throwable failure) {
    synchronized (this) {
      tell(failure);
      ended.addAll(batch.ended());
      batch.begun().stream()
          .filter(stream -> !ended.contains(stream.request()))
          .forEach(stream -> begun.put(stream.request(), stream));
    }
    pause.lasting(again).subscribe().with(waited -> again(), bug -> again());
  }

  private void again() {
    synchronized (this) {
      underWay = false;
    }
    write();
  }

  private void tell(Throwable failure) {
    if (!failing) {
      LOG.warnf("streams under way not written down, trying again: %s", failure.getMessage());
      failing = true;
    }
  }
}
