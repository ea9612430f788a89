package dev.millrace.queue;

import dev.millrace.fault.Fault;
import dev.millrace.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What becomes of a request after an attempt. */
public sealed interface Verdict {
  /** It is completed and charged. */
  record Complete(String output, List<StoredFile> files, Money charge, Duration providerTime)
      implements Verdict {
    public Complete {
      files = List.copyOf(files);
    }
  }

  /** It failed for good; nothing is charged. */
  record Fail(Fault fault) implements Verdict {}

  /** It waits in the queue for another attempt. */
  record Retry(Instant at, Fault fault) implements Verdict {}

  /** It waits until the provider has room; no attempt is used up. */
  record Postpone(Instant at) implements Verdict {}

  /** Its caller took it back; nothing is charged. */
  record Cancel() implements Verdict {}

  /**
   * A verdict about one claim.
   *
   * @param route the way that the attempt went
   */
  record Of(Claim claim, String route, Verdict verdict, Instant at) {}
}
