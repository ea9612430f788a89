package dev.millrace.file;

import dev.millrace.account.AccountId;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Uploads in memory, and the files that they became. */
public final class UploadsInMemory implements Uploads {
  private record Kept(Upload upload, Instant lookAt) {}

  private record Made(AccountId account, StoredFile file) {}

  private final Map<UUID, Kept> uploads = new LinkedHashMap<>();
  private final Map<UUID, Made> files = new LinkedHashMap<>();

  /** The file of an id, whoever's it is. */
  public synchronized Optional<StoredFile> file(UUID id) {
    return Optional.ofNullable(files.get(id)).map(Made::file);
  }

  /** The file of an id, of this account. */
  public synchronized Optional<StoredFile> file(AccountId account, UUID id) {
    return Optional.ofNullable(files.get(id))
        .filter(made -> made.account().equals(account))
        .map(Made::file);
  }

  @Override
  public Uni<Begun> begin(Upload upload, Room room) {
    return answer(
        () -> {
          long unfinished =
              of(upload.account()).stream()
                  .filter(other -> other.expiresAt().isAfter(upload.createdAt()))
                  .count();
          if (unfinished >= room.mostUnfinished()) {
            return Begun.TOO_MANY_UNFINISHED;
          }
          long bytes = bytesOf(upload.account()) + upload.declared().size().orElse(1L);
          if (room.storedBytes().filter(most -> bytes > most).isPresent()) {
            return Begun.TOO_MANY_BYTES;
          }
          boolean isPut = upload.way() == Upload.Way.PUT;
          var soon = upload.createdAt().plusSeconds(30);
          uploads.put(upload.id(), new Kept(upload, isPut ? soon : upload.expiresAt()));
          return Begun.KEPT;
        });
  }

  private List<Upload> of(AccountId account) {
    return uploads.values().stream()
        .map(Kept::upload)
        .filter(upload -> upload.account().equals(account))
        .toList();
  }

  private long bytesOf(AccountId account) {
    return files.values().stream()
            .filter(made -> made.account().equals(account))
            .mapToLong(made -> made.file().size())
            .sum()
        + of(account).stream().mapToLong(upload -> upload.declared().size().orElse(0L)).sum();
  }

  @Override
  public Uni<Optional<Upload>> find(AccountId account, UUID id) {
    return find(id).map(found -> found.filter(upload -> upload.account().equals(account)));
  }

  @Override
  public Uni<Optional<Upload>> find(UUID id) {
    return answer(() -> Optional.ofNullable(uploads.get(id)).map(Kept::upload));
  }

  @Override
  public Uni<Optional<StoredFile>> finish(UUID id, Found found, Instant at) {
    return answer(
        () -> {
          var kept = uploads.remove(id);
          if (kept != null) {
            files.put(id, new Made(kept.upload().account(), file(kept.upload(), found)));
          }
          return file(id);
        });
  }

  private static StoredFile file(Upload upload, Found found) {
    return new StoredFile(
        upload.id(), upload.key(), upload.declared().name(), found.contentType(), found.size());
  }

  @Override
  public Uni<Void> keepFor(UUID id, Optional<Duration> life) {
    return answer(
            () ->
                uploads.computeIfPresent(
                    id, (key, kept) -> new Kept(living(kept.upload(), life), kept.lookAt())))
        .replaceWithVoid();
  }

  private static Upload living(Upload upload, Optional<Duration> life) {
    var said = upload.declared();
    var declared =
        new Upload.Declared(
            said.name(),
            said.contentType(),
            said.size(),
            said.sha256(),
            said.largest(),
            said.isPublic(),
            life);
    return new Upload(
        upload.id(),
        upload.account(),
        upload.way(),
        upload.key(),
        declared,
        upload.multipartId(),
        upload.createdAt(),
        upload.expiresAt());
  }

  @Override
  public Uni<Boolean> drop(UUID id, Instant at) {
    return answer(() -> uploads.remove(id) != null);
  }

  @Override
  public Uni<List<Upload>> due(Instant at, int atMost) {
    return answer(
        () -> {
          var due =
              uploads.values().stream()
                  .filter(kept -> !kept.lookAt().isAfter(at))
                  .sorted(Comparator.comparing(Kept::lookAt))
                  .limit(atMost)
                  .map(Kept::upload)
                  .toList();
          due.forEach(upload -> uploads.put(upload.id(), new Kept(upload, next(upload, at))));
          return due;
        });
  }

  private static Instant next(Upload upload, Instant at) {
    if (!upload.expiresAt().isAfter(at)) {
      return at.plus(Duration.ofMinutes(5));
    }
    var next = at.plus(Duration.between(upload.createdAt(), at));
    return next.isAfter(upload.expiresAt()) ? upload.expiresAt() : next;
  }

  @Override
  public Uni<Set<String>> knownMultiparts(Collection<String> multipartIds) {
    return answer(
        () ->
            uploads.values().stream()
                .flatMap(kept -> kept.upload().multipartId().stream())
                .filter(multipartIds::contains)
                .collect(Collectors.toSet()));
  }

  private <T> Uni<T> answer(Supplier<T> work) {
    return Uni.createFrom()
        .item(
            () -> {
              synchronized (this) {
                return work.get();
              }
            });
  }
}
