package dev.millrace.file;

import dev.millrace.account.AccountId;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.UUID;

/** Files as their readers see them: their owners, and everybody where they are public. */
public interface ReadableFiles {
  /**
   * Empty for what does not exist, is deleted, or is not for this reader. A file that has expired
   * is found for as long as we remember it.
   *
   * @param reader empty: somebody without a key
   */
  Uni<Optional<ReadableFile>> find(Optional<AccountId> reader, UUID id);
}
