package dev.millrace.queue;

import dev.millrace.account.AccountId;
import dev.millrace.event.RequestEvent;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.file.StoredFile;
import dev.millrace.money.Money;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** The queue in memory, for tests; it can be away, lose an answer, or hold its answers back. */
public final class InMemoryRequestQueue implements RequestQueue, Stage {
  private final Map<RequestId, Kept> requests = new HashMap<>();
  private final Map<AccountId, Purse> purses = new HashMap<>();
  private final Map<WorkerId, Instant> heartbeats = new HashMap<>();
  private final List<Booked<Charge>> charges = new ArrayList<>();
  private final List<Booked<Release>> releases = new ArrayList<>();
  private final List<List<RequestId>> claims = new ArrayList<>();
  private final List<Runnable> heldBack = new ArrayList<>();
  private int questions;
  private boolean away;
  private boolean losing;
  private boolean holding;

  private record Booked<E>(AccountId account, E entry) {}

  /** A row. */
  private static final class Kept {
    private final Submission submission;
    private final List<LostAttempt> attempts = new ArrayList<>();
    private List<StoredFile> files = List.of();
    private RequestStatus status = RequestStatus.IN_QUEUE;
    private int attempt;
    private int deferrals;
    private int sequence;
    private Optional<WorkerId> worker = Optional.empty();
    private Optional<Instant> notBefore = Optional.empty();
    private Money charged = Money.ZERO;
    private String output = "";
    private String fault = "";
    private boolean cancelAsked;
    private Instant startedAt;
    private Instant changedAt;
    private Optional<RequestEvent.Ended> ended = Optional.empty();

    private Kept(Submission submission) {
      this.submission = submission;
    }

    private boolean isDue(Instant now) {
      return status == RequestStatus.IN_QUEUE && notBefore.filter(now::isBefore).isEmpty();
    }

    private Claim claim(WorkerId by, Instant now) {
      status = RequestStatus.IN_PROGRESS;
      worker = Optional.of(by);
      notBefore = Optional.empty();
      attempt++;
      startedAt = startedAt == null ? now : startedAt;
      changedAt = now;
      sequence++;
      return new Claim(
          submission.id(),
          submission.account(),
          submission.model(),
          attempt,
          deferrals,
          sequence,
          submission.input(),
          submission.hold(),
          submission.rateCard(),
          submission.correlationId(),
          now,
          new Claim.Origin(
              submission.at(),
              startedAt,
              submission.terms().deadlines(),
              Optional.of(submission.key()),
              submission.basis(),
              submission.terms().stored(),
              submission.terms().webhook().isPresent(),
              cancelAsked));
    }

    private RequestEvent transition() {
      return new RequestEvent(
          submission.id(),
          submission.account(),
          submission.model(),
          sequence,
          status,
          attempt,
          changedAt == null ? submission.at() : changedAt,
          submission.at(),
          Optional.ofNullable(startedAt),
          ended,
          submission.terms().webhook().isPresent());
    }

    private boolean isRunBy(Claim claim) {
      return status == RequestStatus.IN_PROGRESS && attempt == claim.attempt();
    }

    private void lose(FaultCode code) {
      attempts.add(new LostAttempt(attempt, worker.orElseThrow(), code.name()));
    }

    private Settled move(RequestStatus to) {
      status = to;
      worker = Optional.empty();
      sequence++;
      return new Settled(true, sequence);
    }
  }

  /** Every call fails until {@link #isBack}. */
  public synchronized void isAway() {
    away = true;
  }

  public synchronized void isBack() {
    away = false;
  }

  /** The next call is done, but its answer does not arrive. */
  public synchronized void losesTheNextAnswer() {
    losing = true;
  }

  /** Calls are done, but answered only when {@link #answersAll} says so. */
  public synchronized void holdsItsAnswersBack() {
    holding = true;
  }

  /** What was held back so far stays so; later calls are answered at once. */
  public synchronized void holdsBackOnlyWhatIsUnderWay() {
    holding = false;
  }

  public synchronized void answersAll() {
    holding = false;
    heldBack.forEach(Runnable::run);
    heldBack.clear();
  }

  /** What was asked to be claimed, a list for each call. */
  public synchronized List<List<RequestId>> claims() {
    return List.copyOf(claims);
  }

  /** How often somebody asked how requests stand. */
  public synchronized int questions() {
    return questions;
  }

  @Override
  public Uni<List<Claim>> claim(WorkerId worker, List<RequestId> ids, Instant now) {
    return answer(
        () -> {
          claims.add(List.copyOf(ids));
          return kept(ids).stream()
              .filter(row -> row.isDue(now))
              .map(row -> row.claim(worker, now))
              .toList();
        });
  }

  @Override
  public Uni<List<Claim>> takeOver(
      WorkerId worker, List<RequestId> ids, Instant silentSince, Instant now) {
    return answer(
        () ->
            kept(ids).stream()
                .filter(row -> row.status == RequestStatus.IN_PROGRESS)
                .filter(
                    row -> row.worker.equals(Optional.of(worker)) || !runnerLives(row, silentSince))
                .map(
                    row -> {
                      row.lose(FaultCode.WORKER_LOST);
                      return row.claim(worker, now);
                    })
                .toList());
  }

  @Override
  public Uni<List<Standing>> standingOf(List<RequestId> ids, Instant silentSince) {
    return answer(
        () -> {
          questions++;
          return kept(ids).stream()
              .map(
                  row ->
                      new Standing(
                          row.transition(),
                          row.notBefore,
                          row.worker,
                          runnerLives(row, silentSince)))
              .toList();
        });
  }

  @Override
  public Uni<List<Settled>> settle(List<Verdict.Of> verdicts) {
    return answer(() -> verdicts.stream().map(this::settle).toList());
  }

  private Settled settle(Verdict.Of of) {
    var row = requests.get(of.claim().request());
    if (row == null || !row.isRunBy(of.claim())) {
      return Settled.SUPERSEDED;
    }
    var settled = apply(row, of.verdict());
    if (row.status.isTerminal()) {
      row.changedAt = of.at();
    }
    return settled;
  }

  private Settled apply(Kept row, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Complete done -> complete(row, done);
      case Verdict.Fail failed -> {
        row.lose(failed.fault().code());
        row.fault = text(failed.fault());
        yield end(
            row,
            RequestStatus.FAILED,
            new RequestEvent.Ended(Money.ZERO, Optional.empty(), Optional.of(failed.fault())));
      }
      case Verdict.Cancel c -> end(row, RequestStatus.CANCELLED, RequestEvent.Ended.CANCELLED);
      case Verdict.Retry retry -> {
        row.lose(retry.fault().code());
        yield requeue(row, retry.at());
      }
      case Verdict.Postpone postpone -> {
        row.deferrals++;
        yield requeue(row, postpone.at());
      }
    };
  }

  private Settled requeue(Kept row, Instant at) {
    if (row.cancelAsked) {
      return end(row, RequestStatus.CANCELLED, RequestEvent.Ended.CANCELLED)
          .instead(new Verdict.Cancel());
    }
    row.notBefore = Optional.of(at);
    return row.move(RequestStatus.IN_QUEUE);
  }

  private Settled complete(Kept row, Verdict.Complete done) {
    row.output = done.output();
    row.files = done.files();
    return end(
        row,
        RequestStatus.COMPLETED,
        new RequestEvent.Ended(
            done.charge(), Optional.of(done.usage().providerTime()), Optional.empty()));
  }

  private Settled end(Kept row, RequestStatus status, RequestEvent.Ended ended) {
    var charge = ended.charged();
    row.ended = Optional.of(ended);
    var account = row.submission.account();
    row.charged = charge;
    purses.computeIfPresent(
        account,
        (id, purse) ->
            new Purse(purse.balance().minus(charge), purse.held().minus(row.submission.hold())));
    book(row.submission, charge, ended.fault().map(f -> f.code().name()).orElse(status.name()));
    return row.move(status);
  }

  private void book(Submission of, Money charge, String end) {
    if (!charge.equals(Money.ZERO)) {
      charges.add(new Booked<>(of.account(), new Charge(of.id(), charge, of.rateCard())));
    } else if (!of.hold().equals(Money.ZERO)) {
      releases.add(new Booked<>(of.account(), new Release(of.id(), of.hold(), end)));
    }
  }

  @Override
  public Uni<List<Recall>> recalls(WorkerId worker, List<AttemptId> running) {
    return answer(
        () -> running.stream().flatMap(attempt -> recall(worker, attempt).stream()).toList());
  }

  private Optional<Recall> recall(WorkerId worker, AttemptId attempt) {
    var row = requests.get(attempt.request());
    if (row == null || row.attempt != attempt.number() || !row.worker.equals(Optional.of(worker))) {
      return Optional.of(new Recall(attempt, Recall.Reason.LOST));
    }
    return row.cancelAsked
        ? Optional.of(new Recall(attempt, Recall.Reason.CANCELLED))
        : Optional.empty();
  }

  @Override
  public synchronized AccountId account(String balance) {
    var id = AccountId.next(Instant.now(), ThreadLocalRandom.current());
    purses.put(id, Purse.of(balance, "0"));
    return id;
  }

  @Override
  public synchronized void admit(Submission submission) {
    requests.put(submission.id(), new Kept(submission));
    purses.computeIfPresent(
        submission.account(),
        (id, purse) -> new Purse(purse.balance(), purse.held().plus(submission.hold())));
  }

  @Override
  public synchronized void beat(WorkerId worker, Instant at) {
    heartbeats.put(worker, at);
  }

  @Override
  public synchronized void askCancel(RequestId request) {
    requests.get(request).cancelAsked = true;
  }

  @Override
  public synchronized Purse purse(AccountId account) {
    return purses.get(account);
  }

  @Override
  public synchronized State state(RequestId request) {
    var row = requests.get(request);
    return new State(
        row.status, row.attempt, row.deferrals, row.sequence, row.charged, row.output, row.fault);
  }

  @Override
  public synchronized List<Charge> charges(AccountId account) {
    return entries(charges, account);
  }

  @Override
  public synchronized List<Release> releases(AccountId account) {
    return entries(releases, account);
  }

  private static <E> List<E> entries(List<Booked<E>> booked, AccountId account) {
    return booked.stream()
        .filter(entry -> entry.account().equals(account))
        .map(Booked::entry)
        .toList();
  }

  @Override
  public synchronized List<LostAttempt> attempts(RequestId request) {
    return List.copyOf(requests.get(request).attempts);
  }

  @Override
  public synchronized List<StoredFile> files(RequestId request) {
    return requests.get(request).files;
  }

  private <T> Uni<T> answer(Supplier<T> answer) {
    return Uni.createFrom().emitter(emitter -> answer(answer, emitter));
  }

  private synchronized <T> void answer(Supplier<T> answer, UniEmitter<? super T> emitter) {
    if (away) {
      emitter.fail(new IllegalStateException("the database is away"));
      return;
    }
    var done = answer.get();
    if (losing) {
      losing = false;
      emitter.fail(new IllegalStateException("the connection broke"));
    } else if (holding) {
      heldBack.add(() -> deliver(done, emitter));
    } else {
      emitter.complete(done);
    }
  }

  /** An answer that was held back is lost when the database is away by then. */
  private <T> void deliver(T done, UniEmitter<? super T> emitter) {
    if (away) {
      emitter.fail(new IllegalStateException("the database is away"));
    } else {
      emitter.complete(done);
    }
  }

  private List<Kept> kept(List<RequestId> ids) {
    return ids.stream().distinct().map(requests::get).filter(row -> row != null).toList();
  }

  private boolean runnerLives(Kept row, Instant silentSince) {
    return row.worker.map(heartbeats::get).filter(beat -> !beat.isBefore(silentSince)).isPresent();
  }

  private static String text(Fault fault) {
    return "%s: %s".formatted(fault.code(), fault.message().replace('\0', ' '));
  }
}
