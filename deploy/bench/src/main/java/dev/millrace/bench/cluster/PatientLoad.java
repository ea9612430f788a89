package dev.millrace.bench.cluster;

import dev.millrace.request.RequestId;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Patient callers that submit without end, and keep what was acknowledged and what failed. */
public final class PatientLoad implements AutoCloseable {
  private final PatientCaller caller;
  private final Duration betweenCalls;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<RequestId> acknowledged = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
  private volatile boolean ended;

  public PatientLoad(PatientCaller caller, Duration betweenCalls) {
    this.caller = caller;
    this.betweenCalls = betweenCalls;
  }

  /** Adds so many callers with orders of that kind. */
  public PatientLoad add(int callers, Supplier<Order> orders) {
    return add(callers, () -> acknowledged.add(caller.submit(orders.get())));
  }

  private PatientLoad add(int callers, Callable<?> call) {
    for (int i = 0; i < callers; i++) {
      threads.submit(() -> repeat(call));
    }
    return this;
  }

  private Void repeat(Callable<?> call) throws InterruptedException {
    while (!ended) {
      try {
        call.call();
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        failures.add(e.toString());
      }
      Thread.sleep(betweenCalls);
    }
    return null;
  }

  public Set<RequestId> acknowledged() {
    return Set.copyOf(acknowledged);
  }

  /** What patience did not help against. */
  public Set<String> failures() {
    return Set.copyOf(failures);
  }

  /** Lets it go on for a while. */
  public void goOn(Duration time) throws InterruptedException {
    Thread.sleep(time);
  }

  /** Returns when every caller has its last answer. */
  @Override
  public void close() {
    ended = true;
    threads.close();
  }
}
