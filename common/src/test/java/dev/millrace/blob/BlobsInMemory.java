package dev.millrace.blob;

import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** A blob store in memory that can be away. */
public final class BlobsInMemory implements BlobStore {
  private record Blob(String contentType, byte[] bytes) {}

  private final Map<String, Blob> blobs = new ConcurrentHashMap<>();
  private final AtomicBoolean away = new AtomicBoolean();

  /** From now on each call fails, or none does. */
  public void away(boolean isAway) {
    away.set(isAway);
  }

  public Set<String> keys() {
    return Set.copyOf(blobs.keySet());
  }

  public byte[] bytesOf(String key) {
    return blobs.get(key).bytes();
  }

  @Override
  public Uni<Void> put(String key, String contentType, byte[] content) {
    return answer(() -> blobs.put(key, new Blob(contentType, content))).replaceWithVoid();
  }

  @Override
  public URI signedGet(String key, Shown shown, Duration validFor) {
    return URI.create("https://blobs.example/" + key + "?signed");
  }

  @Override
  public Uni<Optional<Facts>> head(String key) {
    return answer(
        () ->
            Optional.ofNullable(blobs.get(key))
                .map(
                    blob ->
                        new Facts(
                            blob.bytes().length,
                            blob.contentType(),
                            Optional.empty(),
                            Instant.EPOCH)));
  }

  @Override
  public Uni<Optional<byte[]>> bytes(String key, int atMost) {
    return answer(() -> Optional.ofNullable(blobs.get(key)).map(blob -> bounded(blob, atMost)));
  }

  private static byte[] bounded(Blob blob, int atMost) {
    if (blob.bytes().length > atMost) {
      throw new FaultException(FaultCode.FILE_TOO_LARGE, "too large");
    }
    return blob.bytes();
  }

  @Override
  public Uni<Void> delete(String key) {
    return answer(() -> Optional.ofNullable(blobs.remove(key))).replaceWithVoid();
  }

  @Override
  public Uni<Void> reach() {
    return answer(() -> true).replaceWithVoid();
  }

  private <T> Uni<T> answer(Supplier<T> work) {
    return Uni.createFrom()
        .item(
            () -> {
              if (away.get()) {
                throw new IllegalStateException("the store is away");
              }
              return work.get();
            });
  }
}
