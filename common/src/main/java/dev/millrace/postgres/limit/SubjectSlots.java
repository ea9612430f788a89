package dev.millrace.postgres.limit;

import dev.millrace.postgres.limit.LeaseStatements.Granted;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * The call slots of one subject on this node. Those who ask while others wait for the database are
 * asked for together. Any thread may call.
 */
final class SubjectSlots {
  private static final Logger LOG = Logger.getLogger(SubjectSlots.class);

  private final LeaseStatements statements;
  private final String subject;
  private final int most;
  private final List<UniEmitter<? super Boolean>> waiting = new ArrayList<>();
  private int leased; // of the database
  private int inUse;
  private boolean asking;
  private int giving; // statements under way
  private int expected; // takes that are about to come
  private boolean scarce; // more than half of all were taken when we asked last
  private boolean idleBefore; // at the last round

  SubjectSlots(LeaseStatements statements, String subject, int most) {
    this.statements = statements;
    this.subject = subject;
    this.most = most;
  }

  /** A take is about to come: until then it is not unused. */
  synchronized SubjectSlots expectTake() {
    expected++;
    return this;
  }

  /** Whether one was to be had; each was {@linkplain #expectTake expected}. */
  Uni<Boolean> take() {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              if (takenAtOnce(emitter)) {
                emitter.complete(true);
              } else {
                ask();
              }
            });
  }

  private synchronized boolean takenAtOnce(UniEmitter<? super Boolean> emitter) {
    expected--;
    if (inUse < leased) {
      inUse++;
      return true;
    }
    waiting.add(emitter);
    return false;
  }

  /** Not while slots are on their way back: the database would not have them yet, and refuse. */
  private void ask() {
    int wanted;
    synchronized (this) {
      if (asking || giving > 0 || waiting.isEmpty()) {
        return;
      }
      asking = true;
      wanted = waiting.size();
    }
    statements
        .take(subject, wanted, most)
        .subscribe()
        .with(granted -> answer(wanted, granted), failure -> answerAlone(wanted, failure));
  }

  private void answer(int asked, Granted granted) {
    synchronized (this) {
      leased += granted.granted();
      scarce = granted.taken() * 2 > most;
    }
    complete(asked);
  }

  /** While the database is away, other bounds have to do. */
  private void answerAlone(int asked, Throwable failure) {
    LOG.debugf("calls at the same time are not counted, the database is away: %s", failure);
    var served = served(asked, true);
    served.granted().forEach(emitter -> emitter.complete(true));
    ask();
  }

  private void complete(int asked) {
    var served = served(asked, false);
    served.granted().forEach(emitter -> emitter.complete(true));
    served.refused().forEach(emitter -> emitter.complete(false));
    ask();
  }

  private record Served(
      List<UniEmitter<? super Boolean>> granted, List<UniEmitter<? super Boolean>> refused) {}

  private synchronized Served served(int asked, boolean all) {
    asking = false;
    var granted = new ArrayList<UniEmitter<? super Boolean>>();
    var refused = new ArrayList<UniEmitter<? super Boolean>>();
    for (var emitter : List.copyOf(waiting.subList(0, asked))) {
      if (all || inUse < leased) {
        inUse++;
        granted.add(emitter);
      } else {
        refused.add(emitter);
      }
    }
    waiting.subList(0, asked).clear();
    return new Served(granted, refused);
  }

  /** A call has ended. */
  void giveBack() {
    boolean now;
    synchronized (this) {
      inUse--;
      idleBefore = false;
      now = scarce;
    }
    if (now) {
      giveIdle();
    }
  }

  /** Gives back what was idle at the last round too. */
  void round() {
    boolean now;
    synchronized (this) {
      boolean idle = leased > inUse;
      now = idle && idleBefore;
      idleBefore = idle;
    }
    if (now) {
      giveIdle();
    }
  }

  private void giveIdle() {
    int idle;
    synchronized (this) {
      idle = waiting.isEmpty() ? Math.max(0, leased - inUse) : 0;
      leased -= idle;
      giving += idle > 0 ? 1 : 0;
    }
    if (idle > 0) {
      statements
          .give(subject, idle)
          .onTermination()
          .invoke(this::given)
          .subscribe()
          .with(
              given -> LOG.tracef("gave slots back subject=%s", subject),
              failure -> LOG.debugf("slots are given back by silence only: %s", failure));
    }
  }

  private void given() {
    synchronized (this) {
      giving--;
    }
    ask();
  }

  /** Whether nobody would miss it. */
  synchronized boolean isUnused() {
    return leased == 0 && inUse == 0 && giving == 0 && expected == 0 && waiting.isEmpty();
  }
}
