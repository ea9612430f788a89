package dev.millrace.access;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One kind of thing that a key may do. On the wire {@code resource:action}, such as {@code
 * files:read}.
 */
public enum Scope {
  /** Run models: submit to the queue, call at once, quote. */
  MODELS_RUN("models:run"),
  /** Look at the account's requests, their events and outputs. */
  REQUESTS_READ("requests:read"),
  /** Cancel, retry, publish, erase requests; stop streams. */
  REQUESTS_WRITE("requests:write"),
  FILES_READ("files:read"),
  FILES_WRITE("files:write"),
  /** Balance, statements, usage, limits. */
  BILLING_READ("billing:read"),
  /** Caps and alerts on what is spent. */
  BILLING_WRITE("billing:write"),
  WEBHOOKS_READ("webhooks:read"),
  WEBHOOKS_WRITE("webhooks:write"),
  KEYS_READ("keys:read"),
  /** Make, change and revoke keys, none of which may do more than the one that makes it. */
  KEYS_WRITE("keys:write"),
  /** See which provider keys and secrets there are; never what they are. */
  SECRETS_READ("secrets:read"),
  SECRETS_WRITE("secrets:write"),
  CONFIGS_READ("configs:read"),
  CONFIGS_WRITE("configs:write");

  private final String word;
  private final String whole;

  Scope(String word) {
    this.word = word;
    this.whole = word.substring(0, word.indexOf(':')) + ":*";
  }

  /** On the wire and in columns. */
  public String word() {
    return word;
  }

  /** The word for all that one may do with what this is about. */
  String whole() {
    return whole;
  }

  /** Reads the word, in any case. */
  public static Optional<Scope> parse(String word) {
    var lower = word.toLowerCase(Locale.ROOT);
    return Stream.of(values()).filter(scope -> scope.word.equals(lower)).findFirst();
  }
}
