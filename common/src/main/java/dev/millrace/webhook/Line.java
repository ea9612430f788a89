package dev.millrace.webhook;

import dev.millrace.account.AccountId;
import java.util.UUID;

/**
 * Where deliveries wait for one another: those of an account to a receiver.
 *
 * @param receiver scheme, host and port
 */
public record Line(AccountId account, String receiver) {
  /** Comes before all lines. */
  public static final Line NONE = new Line(new AccountId(new UUID(0, 0)), "");
}
