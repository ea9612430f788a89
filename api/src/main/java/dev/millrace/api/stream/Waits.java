package dev.millrace.api.stream;

import dev.millrace.account.AccountId;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;

/**
 * Lets callers wait for news of requests. Whoever waits follows the account first, reads the
 * request or submits it then, and waits for what comes after: nothing can happen in between
 * unheard.
 */
public interface Waits {
  /**
   * Does a task while an account is followed. It is followed no longer once the task has ended or
   * was cancelled.
   */
  <T> Uni<T> following(AccountId account, Function<Following, Uni<T>> task);

  /** Begins to follow an account for one whose waits go on while this process drains. */
  Following followEvenInDrain(AccountId account);
}
