package dev.millrace.postgres.file;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What order among files may cost. */
@ConfigMapping(prefix = "millrace.shelf")
public interface ShelfConfig {
  /**
   * How long PostgreSQL may search for files; after that the caller is told to narrow the search.
   */
  @WithDefault("PT2S")
  Duration searchWithin();

  /**
   * How long PostgreSQL may count what a search finds; after that the answer says that there are at
   * least as many as it shows.
   */
  @WithDefault("PT0.5S")
  Duration countWithin();

  /** Tags that an account may have. */
  @WithDefault("500")
  int tags();

  /** Tags that a file may have. */
  @WithDefault("32")
  int tagsOfAFile();
}
