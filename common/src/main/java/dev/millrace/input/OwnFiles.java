package dev.millrace.input;

import dev.millrace.account.AccountId;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.file.InputFiles;
import dev.millrace.file.InputFiles.Found;
import dev.millrace.file.StoredFile;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Files of ours that a stored input names, as they stand when it is run. */
@ApplicationScoped
public class OwnFiles {
  private final InputFiles files;
  private final InstantSource clock;

  public OwnFiles(InputFiles files, InstantSource clock) {
    this.files = files;
    this.clock = clock;
  }

  /**
   * The file behind each text, with one look-up. Fails with GONE when one is no more: it was there
   * when the input came.
   */
  Uni<Map<String, StoredFile>> behind(AccountId account, Map<String, UUID> named) {
    if (named.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return files
        .find(account, new LinkedHashSet<>(named.values()), clock.instant())
        .map(found -> byText(named, found));
  }

  private static Map<String, StoredFile> byText(Map<String, UUID> named, List<Found> found) {
    var byId = found.stream().collect(Collectors.toMap(Found::id, Function.identity()));
    var byText = new LinkedHashMap<String, StoredFile>();
    named.forEach((text, id) -> byText.put(text, ready(id, byId.get(id))));
    return byText;
  }

  private static StoredFile ready(UUID id, Found found) {
    return switch (found) {
      case Found.Ready ready -> ready.file();
      case Found.Expired expired ->
          throw gone("the file %s of the input has expired at %s".formatted(id, expired.at()));
      case Found.Unfinished unfinished -> throw gone(id);
      case null -> throw gone(id);
    };
  }

  /** It was deleted since. */
  static FaultException gone(UUID id) {
    return gone("the file %s of the input has been deleted".formatted(id));
  }

  private static FaultException gone(String what) {
    return new FaultException(
        FaultCode.GONE, what + "; upload it again and submit with its new URL");
  }
}
