package dev.millrace.vault;

import dev.millrace.account.AccountId;
import dev.millrace.configuration.Profile;
import dev.millrace.secret.KeptKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Puts together what an account has set up from where each part of it is kept. */
@ApplicationScoped
public class JointProfiles implements Profiles {
  private final ProviderKeys keys;

  public JointProfiles(ProviderKeys keys) {
    this.keys = keys;
  }

  @Override
  public Uni<Profile> of(AccountId account) {
    return keys.list(account)
        .map(found -> new Profile(found.stream().map(KeptKey::key).toList(), List.of()));
  }
}
