package dev.millrace.postgres.till;

import dev.millrace.account.AccountId;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.id.UuidV7;
import dev.millrace.queue.GroupCommit;
import dev.millrace.queue.GroupCommitLimits;
import dev.millrace.till.LocalBook;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/**
 * Says that this process lives, and keeps the book of its slices. Only a heartbeat that is known to
 * have been written, and is younger than half of the silence that kills, lets it spend. Once it was
 * taken for dead it begins anew, under another id and with an empty book.
 */
final class NodeLife {
  private static final Logger LOG = Logger.getLogger(NodeLife.class);
  private static final GroupCommitLimits ONE_AT_A_TIME = new GroupCommitLimits(20_000, 1, 20_000);

  /**
   * One life.
   *
   * @param begun whether its row is known to have been written
   * @param lastBeat when the latest heartbeat that was written was sent
   */
  private record Life(LocalBook book, boolean begun, Instant lastBeat) {}

  private final NodeStatements statements;
  private final TillBounds bounds;
  private final InstantSource clock;
  private final GroupCommit<Integer, List<AccountId>> beats;
  private volatile Life life;
  private volatile boolean ended;

  NodeLife(NodeStatements statements, TillBounds bounds, InstantSource clock) {
    this.statements = statements;
    this.bounds = bounds;
    this.clock = clock;
    this.life = unborn();
    this.beats =
        new GroupCommit<>(
            ONE_AT_A_TIME,
            asked -> beatOnce().map(recalled -> Collections.nCopies(asked.size(), recalled)));
  }

  /** What this node holds now. */
  LocalBook book() {
    return life.book();
  }

  boolean maySpend() {
    return bounds.maySpend(life.lastBeat(), clock.instant());
  }

  /**
   * Says that this node lives; answers of which accounts somebody asks it for credit back. Those
   * who ask at once share one heartbeat.
   */
  Uni<List<AccountId>> beat() {
    return beats.add(1);
  }

  /** Its slices were given back without it: whatever it still spends is not covered by them. */
  synchronized void fenced(LocalBook lost) {
    if (life.book().equals(lost)) {
      LOG.warnf(
          "this node was taken for dead, and its slices of %s USD went back to their accounts; it"
              + " begins anew node=%s",
          lost.held(), lost.node());
      life = unborn();
    }
  }

  /** Forgets this node, unless it still holds something. It beats no more. */
  Uni<Void> end() {
    ended = true;
    return statements.end(life.book().node());
  }

  private Uni<List<AccountId>> beatOnce() {
    if (ended) {
      return Uni.createFrom().failure(new FaultException(FaultCode.OVERLOADED, "this node stops"));
    }
    var beating = life;
    var sent = clock.instant();
    var node = beating.book().node();
    if (!beating.begun()) {
      return statements
          .begin(node, sent)
          .invoke(() -> beaten(beating, sent))
          .map(begun -> List.of());
    }
    return statements
        .beat(node, sent)
        .chain(
            recalled -> {
              if (recalled.isEmpty()) {
                fenced(beating.book());
                return beatOnce();
              }
              beaten(beating, sent);
              return Uni.createFrom().item(recalled.get());
            });
  }

  private synchronized void beaten(Life beating, Instant sent) {
    if (life.equals(beating)) {
      life = new Life(beating.book(), true, sent);
    }
  }

  private static Life unborn() {
    return new Life(new LocalBook(newId()), false, Instant.MIN.plusSeconds(1_000_000));
  }

  private static UUID newId() {
    return UuidV7.next(Instant.now(), ThreadLocalRandom.current());
  }
}
