package dev.millrace.api.queue;

import dev.millrace.account.AccountId;
import dev.millrace.api.http.PublicUrl;
import dev.millrace.blob.BlobStore;
import dev.millrace.blob.FileUrl;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.file.DoomedObjects;
import dev.millrace.history.Purge;
import dev.millrace.queue.RequestView;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Deletes what went in and what came out of a request. First the rows, so that nothing can be read
 * any more; in the same transaction the objects of files are doomed, so that upkeep deletes what
 * this call cannot; then the objects, so that the answer can say which of them are gone.
 */
@ApplicationScoped
class PayloadEraser {
  private static final Logger LOG = Logger.getLogger(PayloadEraser.class);
  private static final int AT_ONCE = 8;

  private final RequestDesk desk;
  private final Purge purge;
  private final DoomedObjects doomed;
  private final BlobStore blobs;
  private final InstantSource clock;

  PayloadEraser(
      RequestDesk desk, Purge purge, DoomedObjects doomed, BlobStore blobs, InstantSource clock) {
    this.desk = desk;
    this.purge = purge;
    this.doomed = doomed;
    this.blobs = blobs;
    this.clock = clock;
  }

  private record Deleted(Purge.DoomedFile file, boolean done) {}

  /**
   * As often as one likes. Fails with NOT_FINISHED before the request has ended, and with CONFLICT
   * while it is public.
   */
  Uni<ErasedReply> erase(AccountId account, String id, PublicUrl base) {
    return desk.find(account, id)
        .invoke(PayloadEraser::check)
        .chain(request -> purge.purge(account, request.id(), clock.instant()))
        .map(purged -> purged.orElseThrow(PayloadEraser::isPublic))
        .chain(purged -> purge.doomOutputs(account, RequestDesk.idOf(id), clock.instant()))
        .chain(this::deleteAll)
        .call(this::forget)
        .map(deleted -> reply(RequestDesk.idOf(id), deleted, base));
  }

  private static void check(RequestView request) {
    if (!request.status().isTerminal()) {
      throw RequestDesk.notFinished(request);
    }
    if (request.terms().shared()) {
      throw isPublic();
    }
  }

  private static FaultException isPublic() {
    return new FaultException(
        FaultCode.CONFLICT,
        "the request is public; make it private (PATCH its visibility) before you delete its"
            + " payloads");
  }

  private Uni<List<Deleted>> deleteAll(List<Purge.DoomedFile> files) {
    return files.isEmpty()
        ? Uni.createFrom().item(List.of())
        : Uni.join()
            .all(files.stream().map(this::delete).toList())
            .usingConcurrencyOf(AT_ONCE)
            .andFailFast();
  }

  /** Never fails. */
  private Uni<Deleted> delete(Purge.DoomedFile file) {
    return Uni.join()
        .all(file.keys().stream().map(blobs::delete).toList())
        .andFailFast()
        .replaceWith(() -> new Deleted(file, true))
        .onFailure()
        .invoke(failure -> LOG.warnf("file not deleted yet file=%s: %s", file.id(), failure))
        .onFailure()
        .recoverWithItem(() -> new Deleted(file, false));
  }

  private Uni<Void> forget(List<Deleted> deleted) {
    List<String> gone =
        deleted.stream()
            .filter(Deleted::done)
            .flatMap(deletion -> deletion.file().keys().stream())
            .toList();
    return gone.isEmpty() ? Uni.createFrom().voidItem() : doomed.deleted(gone);
  }

  private static ErasedReply reply(RequestId id, List<Deleted> deleted, PublicUrl base) {
    return ErasedReply.of(
        id,
        deleted.stream()
            .map(
                deletion ->
                    ErasedReply.FileDeletion.of(url(deletion.file(), base), deletion.done()))
            .toList());
  }

  private static String url(Purge.DoomedFile file, PublicUrl base) {
    return FileUrl.publish(FileUrl.stored(file.id(), file.name()), base.value());
  }
}
