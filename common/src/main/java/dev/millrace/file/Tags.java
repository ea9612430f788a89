package dev.millrace.file;

import dev.millrace.account.AccountId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The words by which accounts sort their files. */
public interface Tags {
  /** All tags of an account, in the order of their names. */
  Uni<List<Counted>> list(AccountId account);

  /**
   * The account's tag of this name, made if there is none; capitals do not tell names apart.
   *
   * @return empty when the account has as many tags as it may
   */
  Uni<Optional<Tag>> make(AccountId account, String name, Instant now);

  /** A tag of this account. */
  Uni<Optional<Tag>> find(AccountId account, UUID tag);

  /** Takes a tag off all files and forgets it; whether the account had it. */
  Uni<Boolean> delete(AccountId account, UUID tag);

  /** Puts a tag on a file, both of this account; one that is there stays there. */
  Uni<Put> put(AccountId account, UUID file, UUID tag, Instant now);

  /** Takes a tag off a file; whether the account has such a file. */
  Uni<Boolean> take(AccountId account, UUID file, UUID tag);

  /**
   * A tag and its use.
   *
   * @param files that have it
   */
  record Counted(Tag tag, long files) {}

  /** What became of a tag that was to go on a file. */
  enum Put {
    DONE,
    /** The file has as many tags as it may. */
    FULL,
    /** There is no such file, or no such tag. */
    UNKNOWN
  }
}
