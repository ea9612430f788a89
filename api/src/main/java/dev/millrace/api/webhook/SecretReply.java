package dev.millrace.api.webhook;

import dev.millrace.webhook.Secret;

/**
 * The secret that deliveries are signed with.
 *
 * @param key {@code whsec_} and standard base64
 */
public record SecretReply(String key) {
  static SecretReply of(Secret secret) {
    return new SecretReply(secret.text());
  }
}
