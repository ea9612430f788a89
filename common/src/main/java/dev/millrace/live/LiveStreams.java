package dev.millrace.live;

import dev.millrace.account.AccountId;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What all processes can see of each other's streams: a little late, and lost with the database's
 * crash. Each Uni fails only when the database does not answer. Contract: LiveStreamsContract.
 */
public interface LiveStreams {
  /**
   * Writes down which streams of this process have begun and which have ended; repeating it does no
   * harm. No stream is in both lists.
   *
   * @return the name of this process, which is another once it was taken for dead: what was written
   *     under the old one is not seen any more
   */
  Uni<UUID> note(List<LiveStream> begun, List<RequestId> ended);

  /** An account's on all processes that live, oldest first. */
  Uni<List<LiveStream>> of(AccountId account, Instant now, int most);

  /** One of an account's, on a process that lives. */
  Uni<Optional<LiveStream>> find(AccountId account, RequestId request, Instant now);

  /** Forgets those of processes that are no more; answers how many. */
  Uni<Integer> forgetLost();
}
