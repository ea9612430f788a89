package dev.millrace.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Which addresses may be called back. */
@ConfigMapping(prefix = "millrace.webhook")
public interface WebhookConfig {
  /**
   * For development: http, this machine, its private networks and names without a dot may be called
   * too. Refused in production.
   */
  @WithDefault("false")
  boolean allowPrivate();
}
