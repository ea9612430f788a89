package dev.millrace.api.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.account.Account;
import dev.millrace.account.ApiKey;

/**
 * An account, as the operator sees it.
 *
 * @param key its first key's text, in the answer to its opening and never again
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AccountView(
    String id,
    String name,
    String plan,
    String balance,
    String held,
    String available,
    String createdAt,
    String key) {

  static AccountView of(Account account) {
    return of(account, null);
  }

  static AccountView opened(Account account, ApiKey key) {
    return of(account, key.reveal());
  }

  private static AccountView of(Account account, String key) {
    return new AccountView(
        account.id().toString(),
        account.name(),
        account.plan(),
        account.balance().toString(),
        account.held().toString(),
        account.available().toString(),
        account.createdAt().toString(),
        key);
  }
}
