package dev.millrace.vault;

import dev.millrace.account.AccountId;
import dev.millrace.configuration.ModelConfiguration;
import dev.millrace.configuration.Profile;
import dev.millrace.secret.KeptKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Puts together what an account has set up from where each part of it is kept. */
@ApplicationScoped
public class JointProfiles implements Profiles {
  private final ProviderKeys keys;
  private final ModelConfigurations configurations;

  public JointProfiles(ProviderKeys keys, ModelConfigurations configurations) {
    this.keys = keys;
    this.configurations = configurations;
  }

  private static Profile profile(List<KeptKey> keys, List<ModelConfiguration> configurations) {
    return new Profile(keys.stream().map(KeptKey::key).toList(), configurations);
  }

  @Override
  public Uni<Profile> of(AccountId account) {
    return Uni.combine()
        .all()
        .unis(keys.list(account), configurations.list(account))
        .with(JointProfiles::profile);
  }
}
