package dev.millrace.input;

import dev.millrace.blob.BlobStore;
import dev.millrace.blob.PassingObjects;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.provider.Call;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Bytes of an input that lie in the store for one attempt. They are doomed before they are written,
 * so that they go even if this process does not live to delete them.
 */
@ApplicationScoped
public class PassingFiles {
  private static final Logger LOG = Logger.getLogger(PassingFiles.class);

  private final BlobStore blobs;
  private final PassingObjects doomed;
  private final DataUris uris;
  private final InstantSource clock;

  public PassingFiles(BlobStore blobs, PassingObjects doomed, DataUris uris, InstantSource clock) {
    this.blobs = blobs;
    this.doomed = doomed;
    this.uris = uris;
    this.clock = clock;
  }

  /** What a {@code data:} URI holds, and where it lies for now. */
  record Passing(String text, String key, String contentType) {}

  /** Stores them. Fails with FILE_TOO_LARGE when they are more than the route takes. */
  Uni<List<Passing>> store(Call call, Set<String> texts) {
    if (texts.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    checkSize(call, texts);
    var passing = new ArrayList<Passing>();
    for (var text : texts) {
      var key =
          "passing/%s/%d/%d".formatted(call.request(), call.attempt().number(), passing.size());
      passing.add(new Passing(text, key, DataUris.typeOf(text)));
    }
    var keys = passing.stream().map(Passing::key).toList();
    return doomed
        .doom(keys, clock.instant().plus(Signing.validFor(call)))
        .chain(() -> Uni.join().all(passing.stream().map(this::put).toList()).andFailFast())
        .replaceWith(passing);
  }

  private Uni<Void> put(Passing one) {
    return uris.bytes(one.text()).chain(bytes -> blobs.put(one.key(), one.contentType(), bytes));
  }

  private static void checkSize(Call call, Set<String> texts) {
    long bytes = texts.stream().mapToLong(text -> text.length() / 4 * 3L).sum();
    if (bytes > call.route().files().bytes()) {
      throw new FaultException(
          FaultCode.FILE_TOO_LARGE,
          "the data: URIs of the input have about %d bytes; this model takes %d at most"
              .formatted(bytes, call.route().files().bytes()));
    }
  }

  /** Does not wait for it: what is not deleted now is deleted when it is due. */
  void delete(List<String> keys) {
    for (var key : keys) {
      blobs
          .delete(key)
          .subscribe()
          .with(
              done -> {},
              failure -> LOG.warnf("not deleted yet, and doomed object=%s: %s", key, failure));
    }
  }
}
