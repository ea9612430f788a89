package dev.millrace.queue.life;

import dev.millrace.account.AccountId;
import dev.millrace.money.Money;
import dev.millrace.queue.Claim;
import dev.millrace.queue.Submission;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** One account, its requests, and the workers that take them, at a time that is turned by hand. */
final class Scene {
  /** Silence after which a worker counts as dead. */
  static final Duration PRESUMED_DEAD = Duration.ofSeconds(15);

  private static final int WORKERS = 3;

  private final AccountId account;
  private final Money credit;
  private final Map<RequestId, Life> lives = new LinkedHashMap<>();
  private final List<SimulatedWorker> workers = new ArrayList<>();

  /** The dead as well: for a while the database takes them for alive. */
  private final List<SimulatedWorker> everyone = new ArrayList<>();

  private Instant now;

  Scene(AccountId account, Money credit, Instant now) {
    this.account = account;
    this.credit = credit;
    this.now = now;
    IntStream.range(0, WORKERS).forEach(i -> workers.add(born()));
  }

  private SimulatedWorker born() {
    var worker = new SimulatedWorker();
    everyone.add(worker);
    return worker;
  }

  AccountId account() {
    return account;
  }

  Instant now() {
    return now;
  }

  Instant silentSince() {
    return now.minus(PRESUMED_DEAD);
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  List<SimulatedWorker> workers() {
    return List.copyOf(workers);
  }

  SimulatedWorker worker(int number) {
    return workers.get(number % workers.size());
  }

  /** The one that was there is forgotten, with all that it ran. */
  SimulatedWorker replace(int number) {
    workers.set(number % workers.size(), born());
    return worker(number);
  }

  void admitted(Submission submission) {
    lives.put(submission.id(), new Life(submission));
  }

  boolean knows(RequestId request) {
    return lives.containsKey(request);
  }

  List<Life> lives() {
    return List.copyOf(lives.values());
  }

  Life lifeOf(Claim claim) {
    return lives.get(claim.request());
  }

  Life life(RequestId request) {
    return lives.get(request);
  }

  /** One of those that there are, if any. */
  Optional<Life> life(int number) {
    var all = lives();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(number % all.size()));
  }

  /** Some that follow each other, from the first again after the last. */
  List<Life> lives(int first, int count) {
    var all = lives();
    return IntStream.range(first, first + Math.min(count, all.size()))
        .mapToObj(i -> all.get(i % all.size()))
        .toList();
  }

  Money held() {
    return lives.values().stream().map(Life::held).reduce(Money.ZERO, Money::plus);
  }

  Money balance() {
    return lives.values().stream().map(life -> life.latest().charge()).reduce(credit, Money::minus);
  }

  boolean allEnded() {
    return lives.values().stream().noneMatch(Life::isOpen);
  }

  /** Whether a verdict on this claim must be applied. */
  boolean holds(Claim claim) {
    var latest = lifeOf(claim).latest();
    return latest.status() == RequestStatus.IN_PROGRESS && latest.attempt() == claim.attempt();
  }

  /** Whether another worker may run it on. */
  boolean isLost(Life life, SimulatedWorker taker) {
    return life.latest().status() == RequestStatus.IN_PROGRESS
        && (life.isRunBy(taker.id()) || isSilent(life));
  }

  private boolean isSilent(Life life) {
    return everyone.stream()
        .filter(worker -> life.isRunBy(worker.id()))
        .allMatch(worker -> worker.isSilentSince(silentSince()));
  }
}
