package dev.millrace.postgres.schema;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Where PostgreSQL is. */
@ConfigMapping(prefix = "millrace.postgres")
interface PostgresConfig {
  /** In the form {@code postgresql://host:port/database}; one URL serves both drivers. */
  @WithDefault("postgresql://localhost:5432/millrace")
  String url();

  /** Whose tables they are. */
  @WithDefault("millrace")
  String username();

  /** Absent where the server asks for none. */
  Optional<String> password();
}
