package dev.millrace.api.live;

import dev.millrace.account.AccountId;
import dev.millrace.live.LiveStream;
import dev.millrace.model.ModelName;
import dev.millrace.request.RequestId;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;

/** Streams for tests. */
final class Streams {
  static final AccountId ACCOUNT = new AccountId(new UUID(0, 1));
  static final AccountId OTHER = new AccountId(new UUID(0, 2));
  static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");

  private Streams() {}

  /** The number decides how old it is: the first is the oldest. */
  static LiveStream of(AccountId account, int number) {
    var at = NOW.plusSeconds(number);
    return new LiveStream(
        RequestId.next(at, new Random(number)),
        account,
        new UUID(0, 7),
        ModelName.parse("acme/writer").orElseThrow(),
        "openai-chat",
        at);
  }
}
