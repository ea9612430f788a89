package dev.millrace.vault;

import dev.millrace.account.AccountId;
import dev.millrace.configuration.Profile;
import io.smallrye.mutiny.Uni;

/** What accounts have set up for their calls. Fails when the database does not answer. */
public interface Profiles {
  /** As it stands now; {@link Profile#EMPTY} for an account that is not known. */
  Uni<Profile> of(AccountId account);
}
