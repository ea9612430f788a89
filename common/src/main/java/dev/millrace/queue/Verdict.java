package dev.millrace.queue;

import dev.millrace.fault.Fault;
import dev.millrace.file.StoredFile;
import dev.millrace.money.Money;
import dev.millrace.money.Usage;
import java.time.Instant;
import java.util.List;

/** What becomes of a request after an attempt. */
public sealed interface Verdict {
  /** The same verdict without words that may quote the payloads. */
  default Verdict withoutQuotes() {
    return this;
  }

  /**
   * It is completed and charged.
   *
   * @param usage what it is charged for
   */
  record Complete(String output, List<StoredFile> files, Money charge, Usage usage)
      implements Verdict {
    public Complete {
      files = List.copyOf(files);
    }

    /** The same with another text in the place of its output. */
    public Complete withOutput(String other) {
      return new Complete(other, files, charge, usage);
    }
  }

  /** It failed for good; nothing is charged. */
  record Fail(Fault fault) implements Verdict {
    @Override
    public Verdict withoutQuotes() {
      return new Fail(fault.withoutQuotes());
    }
  }

  /** It waits in the queue for another attempt. */
  record Retry(Instant at, Fault fault) implements Verdict {
    @Override
    public Verdict withoutQuotes() {
      return new Retry(at, fault.withoutQuotes());
    }
  }

  /** It waits until the provider has room; no attempt is used up. */
  record Postpone(Instant at) implements Verdict {}

  /** Its caller took it back; nothing is charged. */
  record Cancel() implements Verdict {}

  /**
   * A verdict about one claim. That of a request whose payloads are not stored quotes nothing of
   * them, in its row as in its announcement.
   *
   * @param route the way that the attempt went
   */
  record Of(Claim claim, String route, Verdict verdict, Instant at) {
    public Of {
      verdict = claim.origin().stored() ? verdict : verdict.withoutQuotes();
    }
  }
}
