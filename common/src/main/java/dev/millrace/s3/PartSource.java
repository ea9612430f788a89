package dev.millrace.s3;

import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** Cuts bytes into parts; asks for no more of them than the part in hand has room for. */
final class PartSource implements Flow.Subscriber<ByteBuffer> {
  /**
   * Bytes that are all in memory.
   *
   * @param last whether the source ended with it
   */
  record Filled(Part part, boolean last) {}

  private final Multi<ByteBuffer> bytes;
  private final long atMost;
  private final Sha256 digest = new Sha256();

  private Flow.Subscription subscription;
  private boolean begun;
  private boolean ended;
  private Throwable failure;
  private long size;
  private ByteBuffer rest = ByteBuffer.allocate(0);
  private Part part;
  private CompletableFuture<Filled> filling;

  PartSource(Multi<ByteBuffer> bytes, long atMost) {
    this.bytes = bytes;
    this.atMost = atMost;
  }

  /** The next part; only when the one before is filled. */
  Uni<Filled> fill(int partSize) {
    return Uni.createFrom()
        .completionStage(() -> begin(partSize))
        .onCancellation()
        .invoke(this::close);
  }

  /** How many bytes came. */
  synchronized long size() {
    return size;
  }

  /** After the last part. */
  String sha256() {
    return digest.hexadecimal();
  }

  /** After the last part, as the store writes it. */
  String checksum() {
    return digest.base64();
  }

  /** Wants no more; the bytes' producer hears of it. */
  void close() {
    Flow.Subscription ending;
    synchronized (this) {
      ending = ended ? null : subscription;
      ended = true;
    }
    if (ending != null) {
      ending.cancel();
    }
  }

  private CompletableFuture<Filled> begin(int partSize) {
    var wanted = new CompletableFuture<Filled>();
    boolean subscribe;
    synchronized (this) {
      part = new Part(partSize);
      part.take(rest);
      filling = wanted;
      subscribe = !begun;
      begun = true;
    }
    if (subscribe) {
      bytes.subscribe().withSubscriber(this);
    } else {
      goOn();
    }
    return wanted;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    boolean late;
    synchronized (this) {
      subscription = given;
      late = ended;
    }
    if (late) {
      given.cancel();
    } else {
      goOn();
    }
  }

  @Override
  public void onNext(ByteBuffer next) {
    synchronized (this) {
      if (ended) {
        return;
      }
      size += next.remaining();
      if (size <= atMost) {
        digest.add(next);
        rest = next.duplicate();
        part.take(rest);
      } else {
        failure =
            new FaultException(
                FaultCode.FILE_TOO_LARGE,
                "the file has more than %d bytes, the most it may have here".formatted(atMost));
      }
    }
    if (failure != null) {
      close();
    }
    goOn();
  }

  @Override
  public void onError(Throwable thrown) {
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
      failure = thrown;
    }
    goOn();
  }

  @Override
  public void onComplete() {
    synchronized (this) {
      ended = true;
    }
    goOn();
  }

  /** Hands out what is filled, or asks for more. */
  private void goOn() {
    CompletableFuture<Filled> done = null;
    Filled filled = null;
    synchronized (this) {
      if (filling == null) {
        return;
      }
      if (failure != null || part.isFull() || ended) {
        done = filling;
        filling = null;
        filled = new Filled(part, ended && !rest.hasRemaining());
        part = null;
      }
    }
    if (done == null) {
      subscription.request(1);
    } else if (failure != null) {
      done.completeExceptionally(failure);
    } else {
      done.complete(filled);
    }
  }
}
