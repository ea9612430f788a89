package dev.millrace.ledger.audit;

import dev.millrace.account.AccountId;
import dev.millrace.ledger.audit.Difference.Kind;
import dev.millrace.money.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is counted for a day, a key and a model of an account, and what ended there.
 *
 * @param name which day, key and model, in words
 * @param counted as it is kept; all zero when it is not
 * @param ended as the requests and the ledger have it; all zero when nothing ended
 */
public record DayBooks(AccountId account, String name, Sums counted, Sums ended) {

  /** What a day adds up to. Tokens are those of all classes. */
  public record Sums(
      long completed,
      long failed,
      long cancelled,
      Money charged,
      long inputTokens,
      long outputTokens) {}

  public List<Difference> differences() {
    var found = new ArrayList<Difference>();
    compare("completed", ended.completed(), counted.completed(), found);
    compare("failed", ended.failed(), counted.failed(), found);
    compare("cancelled", ended.cancelled(), counted.cancelled(), found);
    compare("charged", ended.charged(), counted.charged(), found);
    compare("input tokens", ended.inputTokens(), counted.inputTokens(), found);
    compare("output tokens", ended.outputTokens(), counted.outputTokens(), found);
    return found;
  }

  private void compare(String what, Object expected, Object there, List<Difference> found) {
    if (!expected.equals(there)) {
      found.add(
          new Difference(
              Kind.DAY,
              account,
              Optional.empty(),
              what + " on " + name,
              expected.toString(),
              there.toString()));
    }
  }
}
