package dev.millrace.api.http.key;

import dev.millrace.access.KeyTerms;
import dev.millrace.account.AccountId;
import dev.millrace.account.ApiKey;
import dev.millrace.account.KeyOwner;
import dev.millrace.account.Spender;
import dev.millrace.configuration.Profile;
import dev.millrace.request.Basis.Payer;
import java.util.Optional;
import java.util.UUID;

/**
 * Who calls.
 *
 * @param key names the key; not its text
 * @param plan names the account's plan
 * @param terms what the key may do
 * @param profile what the account has set up for its calls
 * @param payer who is to pay the provider; empty where the call leaves that to us
 */
public record Caller(
    AccountId account,
    UUID key,
    ApiKey.Kind kind,
    String plan,
    KeyTerms terms,
    Profile profile,
    Optional<Payer> payer) {
  /** Whose credit it spends. */
  public Spender spender() {
    return new Spender(account, key);
  }

  static Caller of(KeyOwner owner) {
    return new Caller(
        owner.account(),
        owner.key(),
        owner.kind(),
        owner.plan(),
        owner.terms(),
        Profile.EMPTY,
        Optional.empty());
  }

  /** The same, with what its account has set up. */
  public Caller with(Profile found) {
    return new Caller(account, key, kind, plan, terms, found, payer);
  }

  /** The same, for a call that says who is to pay the provider. */
  public Caller paidBy(Payer wanted) {
    return new Caller(account, key, kind, plan, terms, profile, Optional.of(wanted));
  }
}
