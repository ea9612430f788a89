package dev.millrace.api.files;

import dev.millrace.account.AccountId;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.file.Finisher;
import dev.millrace.file.InputFiles;
import dev.millrace.file.InputFiles.Found;
import dev.millrace.input.NamedFile;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Looks at the files that an input names, before anything is admitted: one look-up for all. */
@ApplicationScoped
public class InputFileCheck {
  private final InputFiles files;
  private final Finisher finisher;
  private final InstantSource clock;

  InputFileCheck(InputFiles files, Finisher finisher, InstantSource clock) {
    this.files = files;
    this.finisher = finisher;
    this.clock = clock;
  }

  /**
   * Those of the account's own, each once, in the order in which the input names them. An upload
   * whose bytes have come is finished.
   *
   * <p>Fails with INVALID_INPUT when there is no such file for this account, with GONE when one has
   * expired, with UPLOAD_INCOMPLETE when the bytes of one have not come, and as {@link Finisher}
   * does.
   */
  public Uni<List<UUID>> own(AccountId account, List<NamedFile> named) {
    if (named.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return Uni.createFrom()
        .deferred(() -> files.find(account, NamedFile.ids(named), clock.instant()))
        .chain(found -> finished(account, named, found));
  }

  private Uni<List<UUID>> finished(AccountId account, List<NamedFile> named, List<Found> found) {
    var usable = new HashSet<UUID>();
    var foreign = new HashSet<UUID>();
    var unfinished = new ArrayList<UUID>();
    for (var one : found) {
      switch (one) {
        case Found.Ready ready -> (ready.own() ? usable : foreign).add(ready.id());
        case Found.Unfinished upload -> unfinished.add(upload.id());
        case Found.Expired expired -> throw gone(expired);
      }
    }
    // Before any upload is finished: what is refused in the end changes nothing.
    var known = new HashSet<>(foreign);
    known.addAll(usable);
    known.addAll(unfinished);
    NamedFile.refuseOthers(named, known);
    return Multi.createFrom()
        .iterable(unfinished)
        .onItem()
        .transformToUniAndConcatenate(id -> finisher.finished(account, id))
        .collect()
        .asList()
        .map(
            files -> {
              files.forEach(file -> file.ifPresent(there -> usable.add(there.id())));
              known.retainAll(union(usable, foreign));
              NamedFile.refuseOthers(named, known);
              return NamedFile.ids(named).stream().filter(usable::contains).toList();
            });
  }

  private static Set<UUID> union(Set<UUID> one, Set<UUID> other) {
    var both = new LinkedHashSet<>(one);
    both.addAll(other);
    return both;
  }

  private static FaultException gone(Found.Expired expired) {
    return new FaultException(
        Fault.of(
                FaultCode.GONE,
                "the file %s of the input has expired at %s; upload it again"
                    .formatted(expired.id(), expired.at()))
            .with("file", expired.id().toString())
            .with("expiredAt", expired.at().toString()));
  }
}
