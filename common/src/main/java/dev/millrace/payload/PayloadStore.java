package dev.millrace.payload;

import dev.millrace.blob.BlobStore;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.queue.Payloads;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Puts payloads that are too large for a row into the store, before the row is written, and reads
 * them from there. Small ones pass untouched and at once.
 */
@ApplicationScoped
public class PayloadStore {
  /** Lists and announcements show payloads up to this size, and read rows alone. */
  static final long SHOWN_FROM_ROWS = 64 << 10;

  private static final Logger LOG = Logger.getLogger(PayloadStore.class);
  private static final String JSON = "application/json";

  /** Larger than any that is taken; a bound all the same. */
  private static final int LARGEST = 256 << 20;

  /** The most bytes that UTF-8 needs for one {@code char}. */
  private static final int WIDEST = 3;

  private final BlobStore blobs;
  private final long inlineUpTo;
  private final Duration putWithin;

  @Inject
  PayloadStore(BlobStore blobs, PayloadConfig config) {
    this(blobs, config.inlineUpTo().asLongValue(), config.putWithin());
    if (inlineUpTo < SHOWN_FROM_ROWS) {
      throw new IllegalArgumentException(
          "millrace.payload.inline-up-to (%d) must be at least %d: what lists show is read from rows"
              .formatted(inlineUpTo, SHOWN_FROM_ROWS));
    }
  }

  private PayloadStore(BlobStore blobs, long inlineUpTo, Duration putWithin) {
    this.blobs = blobs;
    this.inlineUpTo = inlineUpTo;
    this.putWithin = putWithin;
  }

  /** One that leaves all payloads in rows. */
  public static PayloadStore none() {
    return new PayloadStore(null, Long.MAX_VALUE, Duration.ZERO);
  }

  /** One with other bounds than the application's. */
  public static PayloadStore over(BlobStore blobs, long inlineUpTo, Duration putWithin) {
    return new PayloadStore(blobs, inlineUpTo, putWithin);
  }

  /** Whether it is to lie in the store. */
  public boolean isLarge(String payload) {
    return payload.length() > inlineUpTo / WIDEST
        && Utf8.size(payload) > inlineUpTo
        && Elsewhere.key(payload).isEmpty();
  }

  /** An input, or what stands in its place. Never fails. */
  public Uni<String> keepInput(RequestId request, String input) {
    return keep(request, "input", input);
  }

  /**
   * An output, or what stands in its place. Never fails. Attempts have keys of their own, so one
   * that is superseded harms no other.
   */
  public Uni<String> keepOutput(RequestId request, int attempt, String output) {
    return keep(request, "output-" + attempt, output);
  }

  private Uni<String> keep(RequestId request, String name, String payload) {
    if (!isLarge(payload)) {
      return Uni.createFrom().item(payload);
    }
    var key = "payloads/%s/%s".formatted(request.value(), name);
    return blobs
        .put(key, JSON, payload.getBytes(StandardCharsets.UTF_8))
        .ifNoItem()
        .after(putWithin)
        .fail()
        .replaceWith(Elsewhere.at(key))
        .onFailure()
        .recoverWithItem(failure -> inRow(request, payload, failure));
  }

  /** What the store took too late is an object without a row; the walk for orphans finds it. */
  private static String inRow(RequestId request, String payload, Throwable failure) {
    LOG.warnf(
        "the store did not take a large payload in time; its row holds it request=%s: %s",
        request, failure);
    return payload;
  }

  /**
   * The payload itself; empty when it is not there any more. Fails with ENGINE_UNAVAILABLE when the
   * store does not answer.
   */
  public Uni<Optional<String>> read(String payload) {
    var key = Elsewhere.key(payload);
    return key.isEmpty()
        ? Uni.createFrom().item(Optional.of(payload))
        : blobs
            .bytes(key.get(), LARGEST)
            .map(bytes -> bytes.map(found -> new String(found, StandardCharsets.UTF_8)))
            .onFailure()
            .transform(PayloadStore::away);
  }

  private static FaultException away(Throwable failure) {
    return new FaultException(
        Fault.of(
            FaultCode.ENGINE_UNAVAILABLE,
            "A large input or output cannot be read from the store for now; try again in a"
                + " moment."),
        failure);
  }

  /** Both, as {@link #read} does. */
  public Uni<Payloads> read(Payloads payloads) {
    if (Elsewhere.key(payloads.input().orElse(null)).isEmpty()
        && Elsewhere.key(payloads.output().orElse(null)).isEmpty()) {
      return Uni.createFrom().item(payloads);
    }
    return Uni.combine()
        .all()
        .unis(perhaps(payloads.input()), perhaps(payloads.output()))
        .with(Payloads::new);
  }

  /** As {@link #read}, of one that may not be there. */
  public Uni<Optional<String>> perhaps(Optional<String> payload) {
    return payload.isEmpty() ? Uni.createFrom().item(payload) : read(payload.get());
  }

  /**
   * Deletes what lies in the store for nobody: its row did not come to be. Waits for nothing; what
   * remains is found by the walk for orphans.
   */
  public void drop(String payload) {
    Elsewhere.key(payload)
        .ifPresent(
            key ->
                blobs
                    .delete(key)
                    .subscribe()
                    .with(
                        done -> {},
                        failure -> LOG.debugf(failure, "left for the walk for orphans: %s", key)));
  }
}
