package dev.millrace.api.call;

import dev.millrace.api.call.StreamBill.Given;
import dev.millrace.conversation.Piece;
import dev.millrace.conversation.Transcript;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultException;
import dev.millrace.model.Route;
import dev.millrace.provider.NoRoomException;
import dev.millrace.provider.Stopwatch;
import dev.millrace.route.CutShort;
import dev.millrace.route.Errand;
import dev.millrace.route.RouteRunner.Opened;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * One call whose answer is handed out while it is made. Until the first piece it is like any other:
 * attempts may follow each other, and a failure is free. From then on there is one answer, and
 * however it ends, what was handed out is charged. The provider's end, its failure and the caller's
 * leaving race for the last word; only one has it.
 */
final class StreamedCall {
  private static final Logger LOG = Logger.getLogger(StreamedCall.class);

  private static final Duration SHORT_WHILE = Duration.ofSeconds(1);

  private final StreamParts parts;
  private final Order order;
  private final Tab tab;
  private final StreamKill kill;
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile Optional<Given> latest = Optional.empty();
  private volatile Optional<Uni<Answered>> ending = Optional.empty();

  StreamedCall(StreamParts parts, Order order, Tab tab) {
    this.parts = parts;
    this.order = order;
    this.tab = tab;
    this.kill = new StreamKill(parts.endings, order, tab);
  }

  /** Its caller wants it to end: it does so as its protocol has it. From any thread. */
  void kill() {
    kill.ask();
  }

  /** Completes behind its last word; never fails. */
  Multi<Said> said() {
    return attempt(1)
        .onFailure()
        .recoverWithItem(bug -> new Said.Over(parts.plain.bug(order, tab, bug)));
  }

  private Multi<Said> attempt(int spent) {
    return Multi.createFrom()
        .deferred(
            () -> {
              if (kill.isAsked()) {
                return last(kill.ofSilence(Optional.empty()));
              }
              var errand = parts.plain.errand(order, spent);
              return switch (parts.routes.open(errand)) {
                case Opened.Spared spared ->
                    last(
                        parts.plain.failed(
                            order, tab, spared.route(), PlainCalls.spared(spared.untilTrial())));
                case Opened.InOnePiece whole -> inOnePiece(errand, whole);
                case Opened.Flowing flow -> flowing(errand, flow);
              };
            });
  }

  private Multi<Said> inOnePiece(Errand errand, Opened.InOnePiece whole) {
    Uni<Answered> run =
        whole.outcome().chain(came -> parts.plain.after(order, tab, errand, whole.route(), came));
    Uni<Answered> cut = cut().map(fault -> cut(whole.route(), fault));
    return last(Uni.join().first(run, cut).toTerminate());
  }

  /** What ends it from outside: a stop of this process, or its caller's wish. */
  private Uni<Fault> cut() {
    return Uni.join().first(parts.places.stopped(), kill.signal()).toTerminate();
  }

  private Answered cut(Route route, Fault fault) {
    return kill.isAsked()
        ? kill.ofSilence(Optional.of(route.name()))
        : parts.plain.failed(order, tab, route, fault);
  }

  private Multi<Said> flowing(Errand errand, Opened.Flowing flow) {
    var given = new Given(flow, new Transcript(), Stopwatch.started());
    latest = Optional.of(given);
    return CutShort.by(cut(), flow.pieces())
        .onItem()
        .invoke(piece -> take(piece, given))
        .select()
        .where(piece -> isShown(piece, given))
        .<Said>map(Said.Delta::new)
        .onCompletion()
        .switchTo(this::lastWord)
        .onFailure()
        .recoverWithMulti(
            failure -> ending.isPresent() ? lastWord() : broken(errand, given, failure));
  }

  /** The bill is begun with the last piece, and is the last word behind all that was shown. */
  private void take(Piece piece, Given given) {
    given.transcript().add(piece);
    if (piece instanceof Piece.Ended(var reason)) {
      ending = Optional.of(bill(given, EndReason.said(reason)));
    }
  }

  private Multi<Said> lastWord() {
    return ending.map(StreamedCall::last).orElseGet(() -> Multi.createFrom().empty());
  }

  /** Who gets the upstream's own frames gets nothing else. */
  private static boolean isShown(Piece piece, Given given) {
    return given.transcript().isVerbatim() ? piece instanceof Piece.Verbatim : piece.isOutput();
  }

  private Multi<Said> broken(Errand errand, Given given, Throwable failure) {
    if (!(failure instanceof FaultException) && !(failure instanceof NoRoomException)) {
      return Multi.createFrom().failure(failure);
    }
    if (kill.isAsked()) {
      return killed(given);
    }
    var fault = faultOf(failure);
    if (given.transcript().hasOutput()) {
      return brokenOff(given, fault);
    }
    return given.transcript().isShown()
        ? last(parts.plain.failed(order, tab, given.flow().route(), fault))
        : beforeOutput(errand, given, fault);
  }

  private static Fault faultOf(Throwable failure) {
    return failure instanceof FaultException named ? named.fault() : PlainCalls.noRoom(SHORT_WHILE);
  }

  private Multi<Said> beforeOutput(Errand errand, Given given, Fault fault) {
    if (parts.places.isStopping()) {
      return last(parts.plain.failed(order, tab, given.flow().route(), fault));
    }
    return switch (parts.plain.after(order, errand.way().attempt(), fault)) {
      case Tries.Next.GiveUp end ->
          last(parts.plain.failed(order, tab, given.flow().route(), end.fault()));
      case Tries.Next.Again again ->
          parts
              .pause
              .lasting(again.delay())
              .onItem()
              .transformToMulti(waited -> attempt(again.spent()));
    };
  }

  private Multi<Said> killed(Given given) {
    if (given.transcript().hasOutput()) {
      return last(bill(given, EndReason.KILLED));
    }
    return last(
        given.transcript().isShown()
            ? kill.ofNoWords(given)
            : kill.ofSilence(Optional.of(given.flow().route().name())));
  }

  /** The caller has a part of the answer: it hears why there is no more, and what that costs. */
  private Multi<Said> brokenOff(Given given, Fault fault) {
    return bill(given, EndReason.of(fault))
        .<Said>map(
            charged ->
                new Said.Over(
                    charged instanceof Answered.Completed(var answer)
                        ? new Answered.Failed(order.id(), fault, Optional.of(answer))
                        : charged))
        .toMulti();
  }

  /** Goes on when nobody listens any more. */
  private Uni<Answered> bill(Given given, String reason) {
    if (!over.compareAndSet(false, true)) {
      return Uni.createFrom().nothing(); // the caller has left, and that was charged
    }
    var closing =
        parts
            .bill
            .close(order, tab, given, reason)
            .onFailure()
            .recoverWithItem(bug -> parts.plain.bug(order, tab, bug))
            .memoize()
            .indefinitely();
    closing
        .subscribe()
        .with(closed -> LOG.debugf("stream closed request=%s reason=%s", order.id(), reason));
    return closing;
  }

  private static Multi<Said> last(Uni<Answered> how) {
    return how.<Said>map(Said.Over::new).toMulti();
  }

  private static Multi<Said> last(Answered how) {
    return Multi.createFrom().item(new Said.Over(how));
  }

  /** The caller has left. */
  void left() {
    var given = latest.filter(one -> one.transcript().hasOutput());
    if (given.isPresent()) {
      bill(given.get(), EndReason.CLIENT_LEFT)
          .subscribe()
          .with(charged -> LOG.debugf("caller left its stream request=%s", order.id()));
    } else {
      parts.plain.left(order, tab);
    }
  }
}
