package dev.millrace.api.admin;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What an audit may cost. */
@ConfigMapping(prefix = "millrace.audit")
public interface AuditConfig {
  /**
   * How long an audit may take before it is given up. As long as it runs, PostgreSQL keeps old
   * versions of rows.
   */
  @WithDefault("PT5M")
  Duration within();
}
