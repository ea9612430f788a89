package dev.millrace.api.live;

import dev.millrace.account.AccountId;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.live.LiveStream;
import dev.millrace.live.LiveStreams;
import dev.millrace.notice.Notice;
import dev.millrace.notice.Notices;
import dev.millrace.request.RequestId;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Lists an account's streams and stops them. Every process stops its own, when it is told; what is
 * written down of the others' says only how many there are.
 */
@ApplicationScoped
public class StreamDesk {
  private static final Logger LOG = Logger.getLogger(StreamDesk.class);

  /** More than one answer shows. */
  static final int MOST = 1_000;

  private static final Duration SOON = Duration.ofSeconds(1);

  private final LiveCalls here;
  private final LiveStreams everywhere;
  private final Notices notices;
  private final InstantSource clock;

  StreamDesk(LiveCalls here, LiveStreams everywhere, Notices notices, InstantSource clock) {
    this.here = here;
    this.everywhere = everywhere;
    this.notices = notices;
    this.clock = clock;
  }

  void onStart(@Observes StartupEvent start) {
    follow();
  }

  /** Stops streams here whenever somebody says so. */
  void follow() {
    notices.follow(
        notice -> {
          switch (notice) {
            case Notice.StreamsStopped stopped -> stopHere(stopped.account(), stopped.request());
            case Notice.KeyChanged changed -> {}
            case Notice.AccountChanged changed -> {}
          }
        });
  }

  /** The account's streams, oldest first, at most {@value #MOST}. */
  Uni<List<LiveStream>> list(AccountId account) {
    return everywhere
        .of(account, clock.instant(), MOST)
        .map(noted -> together(noted, here.of(account)));
  }

  /** Those that were written down, and those of which we know that they have begun. */
  private static List<LiveStream> together(List<LiveStream> noted, List<LiveStream> known) {
    var all = new HashMap<RequestId, LiveStream>();
    noted.forEach(stream -> all.put(stream.request(), stream));
    known.forEach(stream -> all.put(stream.request(), stream));
    return all.values().stream()
        .sorted(Comparator.comparing(LiveStream::startedAt).thenComparing(LiveStream::request))
        .limit(MOST)
        .toList();
  }

  /**
   * Stops all of the account's streams.
   *
   * @return how many were told to stop; fails with ENGINE_UNAVAILABLE when other processes cannot
   *     be told now, and then those here are stopped all the same
   */
  Uni<Integer> stopAll(AccountId account) {
    return Uni.createFrom()
        .deferred(
            () -> {
              var stopped = stopHere(account, Optional.empty());
              return noted(account)
                  .chain(noted -> tell(account, Optional.empty()).replaceWith(noted))
                  .map(noted -> together(noted, stopped).size());
            });
  }

  /** The count is not worth a stream that goes on. */
  private Uni<List<LiveStream>> noted(AccountId account) {
    return everywhere
        .of(account, clock.instant(), MOST)
        .onFailure()
        .recoverWithItem(
            away -> {
              LOG.warnf("streams of others not counted: %s", away.getMessage());
              return List.of();
            });
  }

  /**
   * Stops one stream of the account's. Fails with NOT_FOUND for one that is unknown, foreign or
   * over; else as {@link #stopAll} does.
   */
  Uni<Void> stop(AccountId account, String id) {
    return Uni.createFrom()
        .deferred(
            () -> {
              var request = RequestId.parse(id).orElseThrow(StreamDesk::unknown);
              return stopHere(account, Optional.of(request)).isEmpty()
                  ? stopElsewhere(account, request)
                  : Uni.createFrom().voidItem();
            });
  }

  private Uni<Void> stopElsewhere(AccountId account, RequestId request) {
    return everywhere
        .find(account, request, clock.instant())
        .map(found -> found.orElseThrow(StreamDesk::unknown))
        .chain(found -> tell(account, Optional.of(request)));
  }

  private List<LiveStream> stopHere(AccountId account, Optional<RequestId> request) {
    return here.stop(account, request);
  }

  private Uni<Void> tell(AccountId account, Optional<RequestId> request) {
    return notices
        .tell(new Notice.StreamsStopped(account, request))
        .onFailure()
        .transform(StreamDesk::untold);
  }

  private static FaultException untold(Throwable cause) {
    return new FaultException(
        Fault.of(
                FaultCode.ENGINE_UNAVAILABLE,
                "streams of this process were stopped, but other processes cannot be told at the"
                    + " moment; repeat the call to stop those too")
            .retryAfter(SOON),
        cause);
  }

  private static FaultException unknown() {
    return new FaultException(
        FaultCode.NOT_FOUND,
        "there is no stream under way with this id for this key; GET /v1/user/streams lists those"
            + " that there are");
  }
}
