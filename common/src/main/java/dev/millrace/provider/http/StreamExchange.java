package dev.millrace.provider.http;

import dev.millrace.conversation.Frame;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * A call whose reply is handed on event by event. The next bytes are taken from the connection only
 * when the reader wants more than we have, a few chunks at once; so a slow reader slows the
 * upstream, and never fills our memory.
 */
final class StreamExchange extends Exchange implements Flow.Subscription {
  private static final long LINGER_MILLIS = 1000;
  private static final long NONE = -1;

  /** What has come already is then read in one turn, and can be written in one. */
  private static final int CHUNKS_AT_ONCE = 4;

  private final StreamBounds streamBounds;
  private final Predicate<Frame> isLast;
  private final FrameQueue queue;
  private final EventFrames frames;
  private final AtomicBoolean fetching = new AtomicBoolean();
  private final AtomicBoolean turnComes = new AtomicBoolean();
  private volatile HttpClientResponse response;
  private volatile Context context;
  private volatile long stall = NONE;
  private long bytes; // on the context only, as is what follows
  private int chunksToCome;
  private boolean lingers;

  StreamExchange(
      Vertx vertx,
      UpstreamRequest call,
      UpstreamBounds bounds,
      StreamBounds streamBounds,
      Predicate<Frame> isLast,
      Flow.Subscriber<? super Frame> reader) {
    super(vertx, call, bounds, "text/event-stream, application/json");
    this.streamBounds = streamBounds;
    this.isLast = isLast;
    this.frames = new EventFrames(streamBounds.maxFrameBytes());
    this.queue = new FrameQueue(reader, this::fetch);
  }

  void run(HttpClient client) {
    queue.begin(this);
    start(client);
  }

  @Override
  public void request(long count) {
    queue.want(count);
  }

  @Override
  public void cancel() {
    queue.drop();
    release();
  }

  @Override
  void receive(HttpClientResponse reply) {
    reply.exceptionHandler(this::broke);
    if (isEventStream(reply)) {
      context = vertx().getOrCreateContext();
      reply.pause();
      reply.handler(this::take);
      reply.endHandler(end -> finish());
      response = reply;
      drain();
    } else {
      var body = Buffer.buffer();
      reply.handler(chunk -> gather(body, chunk));
      reply.endHandler(end -> refuse(new UpstreamReply(reply.statusCode(), reply.headers(), body)));
    }
  }

  private static boolean isEventStream(HttpClientResponse reply) {
    var type = reply.getHeader("content-type");
    return reply.statusCode() / 100 == 2 && type != null && type.startsWith("text/event-stream");
  }

  private void refuse(UpstreamReply reply) {
    if (!isOver()) {
      whole();
      fail(
          reply.isSuccess()
              ? broken("answered with something that is no event stream")
              : UpstreamClient.refusal(call(), reply));
    }
  }

  /** Has the connection asked for its next bytes, in a turn of its own. From any thread. */
  private void fetch() {
    fetching.set(true);
    if (response != null && turnComes.compareAndSet(false, true)) {
      context.runOnContext(turn -> fetchInTurn());
    }
  }

  private void fetchInTurn() {
    turnComes.set(false);
    if (!isOver() && fetching.get()) { // else a chunk has come meanwhile, and is enough
      mindSilence();
      fetchChunks();
    }
  }

  /**
   * Hands on what has come. What has been read from the connection already is then asked for in the
   * same turn; silence is left to the turn that was asked for.
   */
  private void drain() {
    queue.drain();
    if (fetching.get() && !isOver()) {
      fetchChunks();
    }
  }

  private void fetchChunks() {
    if (chunksToCome == 0) {
      chunksToCome = CHUNKS_AT_ONCE;
      response.fetch(CHUNKS_AT_ONCE);
    }
  }

  /** Before it has said anything a model may think for as long as its attempt lasts. */
  private void mindSilence() {
    endMinding();
    if (lingers) {
      stall = vertx().setTimer(LINGER_MILLIS, silent -> endLingering());
    } else if (bytes > 0) {
      stall = vertx().setTimer(streamBounds.stallTimeout().toMillis(), silent -> stalled());
    }
  }

  private void endMinding() {
    if (stall != NONE) {
      vertx().cancelTimer(stall);
      stall = NONE;
    }
  }

  private void endLingering() {
    queue.end();
    release();
  }

  private void take(Buffer chunk) {
    endMinding();
    chunksToCome--;
    bytes += chunk.length();
    if (bytes > bounds().maxReplyBytes()) {
      tooLarge();
      return;
    }
    try {
      var more = frames.feed(chunk.getBytes());
      lingers |= more.stream().anyMatch(isLast);
      queue.addAll(more);
      fetching.set(false);
      drain();
    } catch (EventFrames.TooLongException e) {
      fail(
          broken(
              "sent an event of more than the %d bytes that we read"
                  .formatted(streamBounds.maxFrameBytes())));
    }
  }

  private void finish() {
    endMinding();
    if (!isOver()) {
      whole();
      queue.end();
      abandon();
    }
  }

  private void stalled() {
    fail(
        new FaultException(
            FaultCode.PROVIDER_TIMED_OUT,
            "The provider said nothing for %d ms in the middle of its answer."
                .formatted(streamBounds.stallTimeout().toMillis())));
  }

  @Override
  void fail(Throwable failure) {
    queue.fail(failure);
    release();
  }

  private void release() {
    endMinding();
    abandon();
  }
}
