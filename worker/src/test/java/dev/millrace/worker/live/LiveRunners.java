package dev.millrace.worker.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.output.StreamMeter;
import dev.millrace.provider.Workbench;
import dev.millrace.replay.InMemoryReplay;
import dev.millrace.replay.Replay;
import dev.millrace.route.RouteRunner;
import io.vertx.core.Vertx;

/** Runners for tests. */
public final class LiveRunners {
  private static final StreamMeter METER = new StreamMeter(new Workbench(Vertx.vertx()));

  private LiveRunners() {}

  public static LiveRunner of(RouteRunner routes, Replay replay) {
    return new LiveRunner(routes, new ReplayWriter(replay), METER, new ObjectMapper());
  }

  /** One for attempts that nobody follows. */
  public static LiveRunner unused(RouteRunner routes) {
    return of(
        routes,
        new InMemoryReplay(
            request -> {
              throw new AssertionError("nobody follows this attempt");
            }));
  }
}
