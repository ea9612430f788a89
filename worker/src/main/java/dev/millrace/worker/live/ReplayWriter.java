package dev.millrace.worker.live;

import dev.millrace.queue.GroupCommit;
import dev.millrace.queue.GroupCommitLimits;
import dev.millrace.queue.UntilKept;
import dev.millrace.replay.Portion;
import dev.millrace.replay.Replay;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Keeps what is said in batches, and goes on trying while the database is away. */
@ApplicationScoped
class ReplayWriter {
  /** Every running request may have one portion waiting, and none may be refused. */
  private static final GroupCommitLimits LIMITS = new GroupCommitLimits(64, 2, 100_000);

  private final Replay replay;
  private final GroupCommit<Portion, Boolean> batches;
  private final UntilKept keeping = new UntilKept("keeping what is said");

  ReplayWriter(Replay replay) {
    this.replay = replay;
    this.batches = new GroupCommit<>(LIMITS, replay::append);
  }

  /** As {@link Replay#append}; never fails. */
  Uni<Boolean> keep(Portion portion) {
    return keeping.insist(batches.add(portion));
  }

  /** As {@link Replay#isBegun}; never fails. */
  Uni<Boolean> isBegun(RequestId request) {
    return keeping.insist(replay.isBegun(request));
  }
}
