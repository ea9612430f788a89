package dev.millrace.file;

import dev.millrace.account.AccountId;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.UUID;

/** Files as their owners see them. */
public interface Files {
  Uni<Optional<StoredFile>> find(AccountId account, UUID id);
}
