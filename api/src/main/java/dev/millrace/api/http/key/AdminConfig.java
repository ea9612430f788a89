package dev.millrace.api.http.key;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** What opens the operator's routes. */
@ConfigMapping(prefix = "millrace.admin")
public interface AdminConfig {
  /** The operator's key; without one the admin routes are switched off. */
  Optional<String> key();
}
