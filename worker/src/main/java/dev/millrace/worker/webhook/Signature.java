package dev.millrace.worker.webhook;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import dev.millrace.webhook.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The headers of Standard Webhooks; each secret that may sign does. Pure. */
final class Signature {
  private Signature() {}

  /**
   * The headers of one attempt.
   *
   * @param id of what is delivered, the same at each attempt; without a full stop
   */
  static Map<String, String> headers(String id, Instant now, String body, List<Secret> secrets) {
    var seconds = now.getEpochSecond();
    return Map.of(
        Webhook.UNBRANDED_MSG_ID_KEY,
        id,
        Webhook.UNBRANDED_MSG_TIMESTAMP_KEY,
        Long.toString(seconds),
        Webhook.UNBRANDED_MSG_SIGNATURE_KEY,
        secrets.stream()
            .map(secret -> sign(secret, id, seconds, body))
            .collect(Collectors.joining(" ")));
  }

  private static String sign(Secret secret, String id, long seconds, String body) {
    try {
      return new Webhook(secret.text()).sign(id, seconds, body);
    } catch (EmptyWebhookSecretException | WebhookSigningException e) {
      throw new IllegalStateException("a secret of our own making does not sign", e);
    }
  }
}
