package dev.millrace.model.file;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where the catalogue lies. */
@ConfigMapping(prefix = "millrace.catalogue")
public interface CatalogueConfig {
  /**
   * The catalogue's YAML file. Without one, the catalogue that is packaged with Millrace serves.
   */
  Optional<Path> file();

  /**
   * How often the file is looked at. A change counts once two looks in a row saw the same text, so
   * that a file in the middle of being written is never taken.
   */
  @WithDefault("2S")
  Duration checkEvery();
}
