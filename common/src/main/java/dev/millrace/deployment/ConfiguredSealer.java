package dev.millrace.deployment;

import dev.millrace.secret.Sealer;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.logging.Logger;

/** Seals with the master keys of the settings. */
@Singleton
public class ConfiguredSealer {
  private static final Logger LOG = Logger.getLogger(ConfiguredSealer.class);

  /** Fails when the master keys make no sense. */
  @Produces
  @Singleton
  Sealer sealer(SecretsConfig config) {
    return of(config);
  }

  static Sealer of(SecretsConfig config) {
    var lines = config.file().map(ConfiguredSealer::linesOf).orElse("");
    return new Sealer(new MasterKeyReader(config.masterKeys(), lines, config.current()).read());
  }

  private static String linesOf(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "millrace.secrets.file names %s, which cannot be read".formatted(file), e);
    }
  }

  /** So that the start fails, and not the first call. */
  void onStart(@Observes StartupEvent start, Sealer sealer) {
    if (sealer.isOn()) {
      LOG.infof("secrets of accounts are sealed under the master key %s", sealer.current());
    } else {
      LOG.info("secrets of accounts are switched off: there is no master key");
    }
  }
}
