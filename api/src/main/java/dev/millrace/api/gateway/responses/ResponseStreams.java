package dev.millrace.api.gateway.responses;

import dev.millrace.account.AccountId;
import dev.millrace.api.http.CorrelationId;
import dev.millrace.api.reply.CallHeaders;
import dev.millrace.api.stream.OpenStreams;
import dev.millrace.api.stream.Outlet;
import dev.millrace.api.stream.Sse;
import dev.millrace.api.stream.StreamCallers;
import dev.millrace.api.stream.StreamDoor;
import dev.millrace.background.BackgroundResponse;
import dev.millrace.background.ResponseEvents;
import dev.millrace.background.ResponseIds;
import dev.millrace.conversation.Frame;
import dev.millrace.fault.FaultException;
import dev.millrace.replay.Heard;
import dev.millrace.replay.Place;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Lets callers follow responses in the background from any event on, live or long afterwards. The
 * stream ends behind the event that says how the response ended, and at no other time: whatever
 * else happens breaks the connection off, and its client comes back with the last number that it
 * has.
 */
@ApplicationScoped
class ResponseStreams {
  private static final Logger LOG = Logger.getLogger(ResponseStreams.class);
  private static final Duration READ_WITHIN = Duration.ofSeconds(30);
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  private final StreamDoor door;
  private final Followers followers;
  private final ResponseDesk desk;

  ResponseStreams(StreamDoor door, Followers followers, ResponseDesk desk) {
    this.door = door;
    this.followers = followers;
    this.desk = desk;
  }

  /**
   * What a reader wants.
   *
   * @param next the number of the first event
   */
  record From(AccountId account, RequestId request, int next) {}

  /** One reader. */
  private record Reader(From from, CorrelationId call, Outlet outlet) {
    RequestId request() {
      return from.request();
    }
  }

  /**
   * A way to a reader; nothing is answered yet. On the connection's own context.
   *
   * @throws FaultException when there is no place for it
   */
  Outlet place(RoutingContext context, AccountId account) {
    var reader = new StreamCallers.Reader(account, List.of(), true);
    return door.open(context, reader, OpenStreams.AtDrain.GO_ON);
  }

  /**
   * Tells all that is said from there on. On the connection's own context.
   *
   * @throws FaultException when there is no place for the reader
   */
  void tell(RoutingContext context, From from, BackgroundResponse response) {
    tell(context, place(context, from.account()), from, response);
  }

  /** Likewise, to somebody who has heard all. */
  void tellNothing(RoutingContext context, From from) {
    var outlet = place(context, from.account());
    CallHeaders.name(context, from.request());
    outlet.open();
    outlet.finish();
  }

  /** Tells all that is said from there on. On the connection's own context. */
  void tell(RoutingContext context, Outlet outlet, From from, BackgroundResponse response) {
    CallHeaders.name(context, from.request());
    outlet.open();
    var reader = new Reader(from, CorrelationId.of(context), outlet);
    var first = ResponseEvents.first(response.unfinished("queued"));
    var due = first.subList(Math.min(from.next(), first.size()), first.size());
    onOwnThread(
        reader,
        () -> {
          if (put(reader, due)) {
            follow(reader, Math.max(from.next(), ResponseEvents.FIRST_SAID));
          }
        });
  }

  private void follow(Reader reader, int next) {
    var waiting =
        followers
            .next(new Place(reader.request(), next))
            .subscribe()
            .with(
                heard -> onOwnThread(reader, () -> heard(reader, heard, next)),
                failure -> broken(reader, failure));
    reader.outlet().onClosed(waiting::cancel);
  }

  private void heard(Reader reader, Heard heard, int next) throws InterruptedException {
    if (!put(reader, heard.events())) {
      return;
    }
    int behind = next + heard.events().size();
    if (heard.ended() && heard.events().size() < Followers.MOST) {
      end(reader, behind);
    } else {
      follow(reader, behind);
    }
  }

  private void end(Reader reader, int number) {
    var waiting =
        last(reader, number)
            .subscribe()
            .with(
                frame ->
                    onOwnThread(
                        reader,
                        () -> {
                          if (put(reader, List.of(frame))) {
                            reader.outlet().finish();
                          }
                        }),
                failure -> broken(reader, failure));
    reader.outlet().onClosed(waiting::cancel);
  }

  private Uni<Frame> last(Reader reader, int number) {
    return Uni.createFrom()
        .deferred(() -> desk.find(reader.from().account(), ResponseIds.of(reader.request())))
        .onFailure(failure -> !(failure instanceof FaultException))
        .invoke(
            failure ->
                LOG.warnf(
                    "a response is read again later, for its follower waits request=%s: %s",
                    reader.request(), failure))
        .onFailure(failure -> !(failure instanceof FaultException))
        .retry()
        .withBackOff(FIRST_WAIT, LONGEST_WAIT)
        .indefinitely()
        .map(found -> ResponseEvents.last(number, ResponseDesk.object(found, reader.call())));
  }

  /** One thread at a time tells a reader something; it may wait for it. */
  private static void onOwnThread(Reader reader, Step step) {
    Thread.ofVirtual()
        .name("follower")
        .start(
            () -> {
              try {
                step.run();
              } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
              } catch (RuntimeException bug) {
                broken(reader, bug);
              }
            });
  }

  /** Something that may wait for the reader. */
  private interface Step {
    void run() throws InterruptedException;
  }

  /** False when the reader is gone, or does not read; then it is hung up on. */
  private static boolean put(Reader reader, List<Frame> frames) throws InterruptedException {
    if (frames.isEmpty()) {
      return !reader.outlet().isClosed();
    }
    var text = Buffer.buffer();
    frames.forEach(frame -> text.appendBuffer(Sse.event(frame.event(), frame.data())));
    boolean isRead = reader.outlet().put(text, READ_WITHIN);
    if (!isRead) {
      reader.outlet().cut();
    }
    return isRead;
  }

  private static void broken(Reader reader, Throwable failure) {
    LOG.warnf("a follower is cut off request=%s: %s", reader.request(), failure.getMessage());
    reader.outlet().cut();
  }
}
