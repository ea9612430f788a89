package dev.millrace.api.queue;

import dev.millrace.account.AccountId;
import dev.millrace.queue.DispatchPosition;
import dev.millrace.queue.RequestView;
import dev.millrace.queue.Submission;
import dev.millrace.request.RequestId;

/** What became of a submit. */
sealed interface Submitted {
  /** A request that is in the queue now. */
  record Queued(Submission submission, DispatchPosition position) implements Submitted {
    @Override
    public RequestId id() {
      return submission.id();
    }

    @Override
    public AccountId account() {
      return submission.account();
    }
  }

  /** It repeated an earlier one; this is how that one stands. */
  record Replayed(RequestView original) implements Submitted {
    @Override
    public RequestId id() {
      return original.id();
    }

    @Override
    public AccountId account() {
      return original.account();
    }
  }

  RequestId id();

  AccountId account();
}
