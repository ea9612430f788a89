package dev.millrace.queue;

import dev.millrace.account.AccountId;
import dev.millrace.file.StoredFile;
import dev.millrace.money.Money;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import java.time.Instant;
import java.util.List;

/**
 * What the contract of the queue sets up and looks at beside the queue itself. Everything here is
 * done at once.
 */
public interface Stage {
  /** An account with this balance and nothing held. */
  AccountId account(String balance);

  /** Puts a request into the queue, with its hold. */
  void admit(Submission submission);

  /** The worker says that it lives. */
  void beat(WorkerId worker, Instant at);

  /** The caller wants a running request back. */
  void askCancel(RequestId request);

  Purse purse(AccountId account);

  State state(RequestId request);

  List<Charge> charges(AccountId account);

  /** Holds that ended without a charge, in the order in which that was booked. */
  List<Release> releases(AccountId account);

  /** Attempts that did not complete, in order. */
  List<LostAttempt> attempts(RequestId request);

  /** Ids of the files that its output has. */
  List<StoredFile> files(RequestId request);

  /** What an account has. */
  record Purse(Money balance, Money held) {
    public static Purse of(String balance, String held) {
      return new Purse(Money.parse(balance), Money.parse(held));
    }
  }

  /** What is kept about a request; output and fault are empty texts while there is none. */
  record State(
      RequestStatus status,
      int attempt,
      int deferrals,
      int sequence,
      Money charged,
      String output,
      String fault) {}

  /** An entry of the ledger that takes. */
  record Charge(RequestId request, Money amount, String rateCard) {}

  /**
   * An entry of the ledger that says that a hold ended without a charge.
   *
   * @param reason names the end
   */
  record Release(RequestId request, Money released, String reason) {}

  record LostAttempt(int number, WorkerId worker, String fault) {}
}
