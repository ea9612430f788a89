package dev.millrace.queue.life;

import dev.millrace.event.RequestEvent;
import dev.millrace.money.Money;
import dev.millrace.queue.Submission;
import dev.millrace.queue.WorkerId;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is known of one request: its transitions by their numbers, each as it was told to the one
 * that made it. Refuses a transition that cannot have happened beside the others.
 */
final class Life {
  private final Submission submission;
  private final TreeMap<Integer, Transition> transitions = new TreeMap<>();

  /** Deadlines that nobody has looked at. */
  private final Set<Instant> deadlines = new HashSet<>();

  private final List<RequestEvent> announced = new ArrayList<>();
  private boolean askedBack;

  Life(Submission submission) {
    this.submission = submission;
    transitions.put(0, Transition.admitted());
    submission.terms().deadlines().startBy().ifPresent(deadlines::add);
    submission.terms().deadlines().finishBy().ifPresent(deadlines::add);
  }

  RequestId id() {
    return submission.id();
  }

  Submission submission() {
    return submission;
  }

  Transition latest() {
    return transitions.lastEntry().getValue();
  }

  boolean isOpen() {
    return !latest().status().isTerminal();
  }

  boolean isQueued() {
    return latest().status() == RequestStatus.IN_QUEUE;
  }

  Money held() {
    return isOpen() ? submission.hold() : Money.ZERO;
  }

  boolean isDue(Instant now) {
    return latest().status() == RequestStatus.IN_QUEUE && !latest().notBefore().isAfter(now);
  }

  boolean isRunBy(WorkerId worker) {
    return latest().worker().filter(worker::equals).isPresent();
  }

  /** The caller wants it back while it runs. */
  void askBack() {
    askedBack = true;
  }

  boolean isAskedBack() {
    return askedBack;
  }

  /** Whether it waits past a deadline that somebody has yet to look at. */
  boolean isOverdue(Instant now) {
    boolean started = latest().attempt() > 0;
    return isQueued()
        && deadlines.stream().anyMatch(by -> !by.isAfter(now))
        && submission.terms().deadlines().missedWaiting(started, now).isPresent();
  }

  /** Deadlines are looked at once: what runs by then keeps them itself. */
  void deadlinesLookedAt(Instant now) {
    deadlines.removeIf(by -> !by.isAfter(now));
  }

  /** A number is given once: whoever is told it made the transition. */
  void add(Transition transition) {
    var other = transitions.putIfAbsent(transition.sequence(), transition);
    if (other != null) {
      throw new AssertionError(
          "%s has two transitions of one number: %s and %s".formatted(id(), other, transition));
    }
  }

  /** Somebody announces a transition, perhaps again. */
  void announced(RequestEvent event) {
    announced.add(event);
  }

  /**
   * Numbers follow each other, and so do statuses and attempts; what was announced is what
   * happened.
   */
  void check() {
    announced.forEach(this::checkHappened);
    Transition before = null;
    for (var transition : transitions.values()) {
      if (before != null) {
        checkFollows(before, transition);
      }
      before = transition;
    }
  }

  private void checkHappened(RequestEvent event) {
    var transition = transitions.get(event.sequence());
    if (transition == null
        || !transition.isSaidBy(event.sequence(), event.status(), event.attempt())) {
      throw new AssertionError("%s was announced, but it was %s".formatted(event, transition));
    }
  }

  private void checkFollows(Transition before, Transition after) {
    boolean numbered = after.sequence() == before.sequence() + 1;
    boolean legal = before.status().next().contains(after.status());
    boolean claimed = after.status() == RequestStatus.IN_PROGRESS;
    boolean counted = after.attempt() == before.attempt() + (claimed ? 1 : 0);
    if (!numbered || !legal || !counted) {
      throw new AssertionError("%s: %s cannot follow %s".formatted(id(), after, before));
    }
  }

  /** Attempts that must be kept, each with its fault. */
  Map<Integer, String> keptAttempts() {
    return transitions.values().stream()
        .filter(transition -> transition.kept().isPresent())
        .collect(
            Collectors.toMap(
                transition -> endedAttempt(transition),
                transition -> transition.kept().orElseThrow()));
  }

  private static int endedAttempt(Transition transition) {
    boolean takenOver = transition.status() == RequestStatus.IN_PROGRESS;
    return takenOver ? transition.attempt() - 1 : transition.attempt();
  }

  @Override
  public String toString() {
    return id() + " " + transitions.values();
  }
}
