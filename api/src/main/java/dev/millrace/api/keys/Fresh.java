package dev.millrace.api.keys;

import dev.millrace.account.AccountId;
import dev.millrace.account.ApiKey;
import dev.millrace.account.KeyRecord;
import dev.millrace.account.NewKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/**
 * A key that is being made, and the only one who knows its text.
 *
 * @param owner what its account is called
 */
public record Fresh(NewKey key, String owner) {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** A key of 256 random bits, which is nobody's yet. */
  static Fresh of(
      AccountId account, String owner, NewKey.Label label, Grantor.Grant grant, Instant now) {
    return new Fresh(
        new NewKey(
            UUID.randomUUID(),
            account,
            ApiKey.generate(grant.kind(), RANDOM),
            label,
            grant.terms(),
            grant.caps(),
            now),
        owner);
  }

  public KeyRecord record() {
    return key.made(owner);
  }

  /** With its text. */
  KeyView view() {
    return KeyView.made(record(), key.caps(), key.key(), key.at());
  }

  public KeyAnswers.Made answer() {
    return new KeyAnswers.Made(
        view(), "this is the only time that the key is shown; keep it", null);
  }
}
