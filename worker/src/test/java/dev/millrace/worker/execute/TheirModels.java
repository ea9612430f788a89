package dev.millrace.worker.execute;

import dev.millrace.basis.OwnModels;
import dev.millrace.basis.StandIns;
import dev.millrace.model.Catalogue;
import dev.millrace.provider.Providers;
import dev.millrace.secret.TestSealer;
import dev.millrace.vault.InMemoryProviderKeys;
import java.util.List;

/** The models of claims where nobody has keys of his own. */
final class TheirModels {
  private TheirModels() {}

  static ClaimedModels in(Catalogue catalogue) {
    var nobody = new Providers(List.of());
    return new ClaimedModels(
        catalogue,
        new InMemoryProviderKeys(),
        new OwnModels(nobody, TestSealer.under("test")),
        new StandIns(nobody));
  }
}
