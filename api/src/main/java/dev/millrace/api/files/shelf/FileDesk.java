package dev.millrace.api.files.shelf;

import dev.millrace.account.AccountId;
import dev.millrace.api.files.FileReply;
import dev.millrace.api.http.PublicUrl;
import dev.millrace.blob.FileUrl;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.file.FileChange;
import dev.millrace.file.Finisher;
import dev.millrace.file.Shelf;
import dev.millrace.file.ShelfFilter;
import dev.millrace.file.ShelvedFile;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Shows an account its files, changes and deletes them. What is another's, unknown or deleted is
 * NOT_FOUND, alike; what has expired is GONE until it is forgotten.
 */
@ApplicationScoped
class FileDesk {
  private final Shelf shelf;
  private final Finisher finisher;
  private final InstantSource clock;

  FileDesk(Shelf shelf, Finisher finisher, InstantSource clock) {
    this.shelf = shelf;
    this.finisher = finisher;
    this.clock = clock;
  }

  Uni<ShelfReply> list(AccountId account, FileSearchReader.Search search, PublicUrl base) {
    return shelf
        .list(account, search.filter(), search.slice(), clock.instant())
        .map(found -> ShelfReply.of(search, found, base));
  }

  Uni<FacetsReply> facets(AccountId account, ShelfFilter filter) {
    return shelf.facets(account, filter, clock.instant()).map(FacetsReply::of);
  }

  Uni<FileWithRequestsReply> item(AccountId account, String id, PublicUrl base) {
    return find(account, id).chain(file -> whole(file, base));
  }

  /** By the URL under which we publish it, or as it is stored in inputs and outputs. */
  Uni<FileWithRequestsReply> byUrl(AccountId account, String url, PublicUrl base) {
    return FileUrl.read(url, Optional.of(base.value()))
        .flatMap(FileUrl.Named::id)
        .map(id -> item(account, id.toString(), base))
        .orElseGet(() -> Uni.createFrom().failure(notFound()));
  }

  private Uni<FileWithRequestsReply> whole(ShelvedFile file, PublicUrl base) {
    return shelf
        .requestsOf(file.file().id(), FileWithRequestsReply.MOST_REQUESTS)
        .map(requests -> FileWithRequestsReply.of(file, requests, base));
  }

  /** A file that can be read. Fails with NOT_FOUND or GONE. */
  Uni<ShelvedFile> find(AccountId account, String id) {
    return read(id, file -> present(account, file)).invoke(this::checkItIsNotOver);
  }

  private Uni<ShelvedFile> present(AccountId account, UUID id) {
    return shelf
        .find(account, id)
        .chain(
            found ->
                found.isPresent()
                    ? Uni.createFrom().item(found)
                    : afterItCame(account, id, () -> shelf.find(account, id), Optional.empty()))
        .map(found -> found.orElseThrow(FileDesk::notFound));
  }

  private void checkItIsNotOver(ShelvedFile file) {
    file.life()
        .overSince(clock.instant())
        .ifPresent(
            since -> {
              throw expired(since);
            });
  }

  Uni<FileReply> change(AccountId account, String id, FileChange change, PublicUrl base) {
    return apply(account, id, change)
        .chain(() -> find(account, id))
        .map(file -> FileReply.of(file, base));
  }

  /** Fails with NOT_FOUND or GONE. */
  Uni<Void> apply(AccountId account, String id, FileChange change) {
    return find(account, id)
        .chain(file -> shelf.change(account, file.file().id(), change, clock.instant()))
        .invoke(FileDesk::checkThereWasOne)
        .replaceWithVoid();
  }

  /** Also what has expired: then it is 404 from now on. */
  Uni<Void> delete(AccountId account, String id) {
    return read(id, file -> deleted(account, file))
        .invoke(FileDesk::checkThereWasOne)
        .replaceWithVoid();
  }

  private Uni<Boolean> deleted(AccountId account, UUID id) {
    return shelf
        .delete(account, id, clock.instant())
        .chain(
            done ->
                done
                    ? Uni.createFrom().item(true)
                    : afterItCame(
                        account, id, () -> shelf.delete(account, id, clock.instant()), false));
  }

  /** An upload whose bytes are there becomes a file by being used. */
  private <T> Uni<T> afterItCame(AccountId account, UUID id, Supplier<Uni<T>> again, T none) {
    return finisher
        .finished(account, id)
        .chain(file -> file.isPresent() ? again.get() : Uni.createFrom().item(none));
  }

  /** A text that is no id names no file. */
  static <T> Uni<T> read(String id, Function<UUID, Uni<T>> use) {
    return FileId.read(id).map(use).orElseGet(() -> Uni.createFrom().failure(notFound()));
  }

  static void checkThereWasOne(boolean wasOne) {
    if (!wasOne) {
      throw notFound();
    }
  }

  static FaultException notFound() {
    return new FaultException(FaultCode.NOT_FOUND, "there is no such file for this key");
  }

  private static FaultException expired(Instant since) {
    return new FaultException(
        FaultCode.GONE, "the file expired at %s, and its bytes are gone".formatted(since));
  }
}
