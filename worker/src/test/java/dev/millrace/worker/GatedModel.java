package dev.millrace.worker;

import dev.millrace.money.Usage;
import dev.millrace.provider.Call;
import dev.millrace.provider.local.LocalModel;
import dev.millrace.request.Outcome;
import dev.millrace.request.Output;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** Runs until the test lets it end, and remembers in which order requests began. */
@Singleton
public class GatedModel implements LocalModel {
  private final List<RequestId> begun = new ArrayList<>();
  private final Queue<Runnable> held = new ArrayDeque<>();
  private boolean open;

  @Override
  public String name() {
    return "gated";
  }

  @Override
  public Uni<Outcome> run(Call call) {
    return Uni.createFrom().emitter(emitter -> begin(call, emitter));
  }

  private synchronized void begin(Call call, UniEmitter<? super Outcome> emitter) {
    begun.add(call.request());
    notifyAll();
    Runnable end =
        () ->
            emitter.complete(
                new Outcome.Succeeded(
                    Output.of(call.input()), Usage.ofOutputs(1, Duration.ZERO)));
    if (open) {
      end.run();
    } else {
      held.add(end);
    }
  }

  /** How many requests have begun so far. */
  synchronized int begun() {
    return begun.size();
  }

  /** How many had begun before this one; negative while it has not. */
  synchronized int begunBefore(RequestId request) {
    return begun.indexOf(request);
  }

  /** Waits until so many have begun. */
  synchronized void awaitBegun(int many, Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (begun.size() < many) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("%d of %d requests began".formatted(begun.size(), many));
      }
      wait(left);
    }
  }

  /** The one that began first of those that run ends. */
  void letOneEnd() {
    Runnable first;
    synchronized (this) {
      first = held.remove();
    }
    first.run();
  }

  /** All end, those to come at once. */
  void letAllEnd() {
    List<Runnable> all;
    synchronized (this) {
      open = true;
      all = List.copyOf(held);
      held.clear();
    }
    all.forEach(Runnable::run);
  }
}
