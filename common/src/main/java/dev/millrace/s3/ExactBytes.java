package dev.millrace.s3;

import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import io.smallrye.mutiny.Multi;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Passes on bytes of a declared size and refuses more and fewer. The client to the store looks at
 * nothing behind the declared size, so the last bytes are held back until the source has ended.
 */
final class ExactBytes implements Flow.Publisher<ByteBuffer> {
  private final Multi<ByteBuffer> bytes;
  private final long size;
  private final Sha256 digest = new Sha256();
  private final AtomicBoolean taken = new AtomicBoolean();
  private volatile Throwable failure;

  ExactBytes(Multi<ByteBuffer> bytes, long size) {
    this.bytes = bytes;
    this.size = size;
  }

  /** Why the bytes did not come as declared; the client to the store wraps it beyond use. */
  Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  /** After the end. */
  String sha256() {
    return digest.hexadecimal();
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> reader) {
    if (taken.getAndSet(true)) {
      throw new IllegalStateException("these bytes come only once");
    }
    bytes.subscribe().withSubscriber(new Passage(reader));
  }

  private final class Passage implements Flow.Subscriber<ByteBuffer>, Flow.Subscription {
    private final Flow.Subscriber<? super ByteBuffer> reader;
    private Flow.Subscription source;
    private ByteBuffer held;
    private long seen;
    private boolean over;

    Passage(Flow.Subscriber<? super ByteBuffer> reader) {
      this.reader = reader;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      source = given;
      reader.onSubscribe(this);
    }

    @Override
    public void request(long count) {
      source.request(count);
    }

    @Override
    public void cancel() {
      source.cancel();
    }

    @Override
    public void onNext(ByteBuffer next) {
      if (over) {
        return;
      }
      if (!next.hasRemaining()) {
        source.request(1);
        return;
      }
      seen += next.remaining();
      if (seen > size) {
        source.cancel();
        fail(mismatch("more than the %d bytes that were declared came".formatted(size)));
        return;
      }
      digest.add(next);
      if (seen == size) {
        held = next;
        source.request(1);
      } else {
        reader.onNext(next);
      }
    }

    @Override
    public void onError(Throwable thrown) {
      if (!over) {
        fail(thrown);
      }
    }

    @Override
    public void onComplete() {
      if (over) {
        return;
      }
      if (seen < size) {
        fail(mismatch("%d bytes came and %d were declared".formatted(seen, size)));
        return;
      }
      over = true;
      if (held != null) {
        reader.onNext(held);
      }
      reader.onComplete();
    }

    private void fail(Throwable why) {
      over = true;
      failure = why;
      reader.onError(why);
    }
  }

  private static FaultException mismatch(String message) {
    return new FaultException(FaultCode.FILE_MISMATCH, message + "; send it again, whole");
  }
}
