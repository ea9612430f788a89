package dev.millrace.bench.chaos;

import dev.millrace.bench.cluster.Order;
import dev.millrace.bench.cluster.PatientCaller;
import dev.millrace.request.RequestId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Callers of all kinds that go on until they are told to stop, and what they were promised. */
final class Clientele implements AutoCloseable {
  private static final Duration BETWEEN_CALLS = Duration.ofMillis(80);
  private static final Duration SECOND_THOUGHTS = Duration.ofMillis(300);
  private static final int PERCENT = 100;

  private final PatientCaller caller;
  private final Receiver receiver;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ConcurrentLinkedQueue<Promise> promises = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
  private volatile boolean ended;

  Clientele(PatientCaller caller, Receiver receiver) {
    this.caller = caller;
    this.receiver = receiver;
  }

  void start(int callers, long seed) {
    for (int i = 0; i < callers; i++) {
      var name = "c" + i;
      var random = new Random(seed + i);
      threads.submit(() -> live(name, random));
    }
  }

  private Void live(String name, RandomGenerator random) throws InterruptedException {
    for (int n = 0; !ended; n++) {
      try {
        promises.add(order(name + "-" + n, random));
      } catch (TimeoutException | IllegalStateException e) {
        failures.add(e.getMessage());
      }
      Thread.sleep(BETWEEN_CALLS);
    }
    return null;
  }

  private Promise order(String name, RandomGenerator random)
      throws InterruptedException, TimeoutException {
    int kind = random.nextInt(PERCENT);
    double seconds = random.nextInt(1, 30) / 10.0;
    if (kind < 45) {
      return plain(Order.echo(name));
    } else if (kind < 60) {
      return plain(Order.flaky(1));
    } else if (kind < 75) {
      return plain(Order.sleep(seconds));
    } else if (kind < 90) {
      return calling(name, Order.echo(name));
    } else if (kind < 95) {
      return calling(name, Order.flaky(1));
    } else {
      return wantedBack(Order.sleep(seconds * 10));
    }
  }

  private Promise plain(Order order) throws InterruptedException, TimeoutException {
    return new Promise(caller.submit(order), Optional.empty(), false);
  }

  private Promise calling(String name, Order order) throws InterruptedException, TimeoutException {
    var request = caller.submit(order.calling(receiver.url(name)));
    return new Promise(request, Optional.of(name), false);
  }

  private Promise wantedBack(Order order) throws InterruptedException, TimeoutException {
    var request = caller.submit(order);
    var promise = new Promise(request, Optional.empty(), true);
    Thread.sleep(SECOND_THOUGHTS);
    caller.cancel(order.model(), request);
    return promise;
  }

  List<Promise> promises() {
    return List.copyOf(promises);
  }

  Set<RequestId> requests() {
    return promises.stream().map(Promise::request).collect(Collectors.toSet());
  }

  /** Names of the webhooks that are to arrive. */
  Set<String> hooks() {
    return promises.stream()
        .map(Promise::hook)
        .flatMap(Optional::stream)
        .collect(Collectors.toSet());
  }

  /** What patience did not help against. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  int repeats() {
    return caller.repeats();
  }

  /** Returns when every caller has its last answer. */
  @Override
  public void close() {
    ended = true;
    threads.close();
  }
}
