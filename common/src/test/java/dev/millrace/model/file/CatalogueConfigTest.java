package dev.millrace.model.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.ledger.InMemoryRateCards;
import dev.millrace.model.RouteCheck;
import dev.millrace.model.yaml.CatalogueReader;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CatalogueConfigTest {
  @Test
  void withoutSettingsThePackagedCatalogueServes() {
    var config = config(Map.of());

    assertThat(config.file()).isEmpty();
    assertThat(config.checkEvery()).isEqualTo(Duration.ofSeconds(2));
    assertThat(CatalogueSource.of(config)).isEqualTo(new CatalogueSource.Packaged());
  }

  @Test
  void settingsChooseFileAndPace() {
    var config =
        config(
            Map.of(
                "millrace.catalogue.file", "/etc/millrace/catalogue.yaml",
                "millrace.catalogue.check-every", "PT10S"));

    assertThat(CatalogueSource.of(config))
        .isEqualTo(new CatalogueSource.InFile(Path.of("/etc/millrace/catalogue.yaml")));
    assertThat(config.checkEvery()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void aPaceThatWouldKeepAProcessorBusyIsRefused() {
    var config = config(Map.of("millrace.catalogue.check-every", "0S"));
    var file =
        new CatalogueFile(
            new CatalogueSource.Packaged(),
            new CatalogueReader(Map.of(), RouteCheck.NONE),
            new CardKeeper(new InMemoryRateCards(), InstantSource.system()),
            next -> {});

    assertThatThrownBy(() -> new CatalogueWatch(file, config))
        .hasMessage("millrace.catalogue.check-every (PT0S) must be at least PT0.1S");
  }

  private static CatalogueConfig config(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .addDiscoveredConverters()
        .withSources(new PropertiesConfigSource(settings, "test", 100))
        .withMapping(CatalogueConfig.class)
        .withConverter(Duration.class, 200, new DurationConverter())
        .build()
        .getConfigMapping(CatalogueConfig.class);
  }
}
