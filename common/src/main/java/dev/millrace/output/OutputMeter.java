package dev.millrace.output;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.money.Medium;
import dev.millrace.request.DataUrl;
import dev.millrace.request.Output;
import dev.millrace.request.ProducedFile;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Measures the media of an output whose bytes we have: its files, and what it carries as {@code
 * data:} URLs. On virtual threads, as many at once as there are processors.
 */
@ApplicationScoped
public class OutputMeter {
  private static final Logger LOG = Logger.getLogger(OutputMeter.class);
  private static final Duration WITHIN = Duration.ofSeconds(10);
  private static final int MOST_MEDIA = 1000;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore places = new Semaphore(Runtime.getRuntime().availableProcessors());

  /**
   * What could be measured, in order; at most a thousand media. Never fails: what takes too long is
   * not measured. Answers on the caller's event loop.
   */
  public Uni<List<Medium>> media(Output output) {
    var loop = Vertx.currentContext();
    return Uni.createFrom()
        .item(() -> measured(output))
        .runSubscriptionOn(threads)
        .ifNoItem()
        .after(WITHIN)
        .fail()
        .onFailure()
        .recoverWithItem(
            failure -> {
              LOG.warnf("an output was not measured: %s", failure);
              return List.of();
            })
        .emitOn(task -> hop(loop, task));
  }

  private static void hop(Context loop, Runnable task) {
    if (loop == null) {
      task.run();
    } else {
      loop.runOnContext(then -> task.run());
    }
  }

  private List<Medium> measured(Output output) {
    places.acquireUninterruptibly();
    try {
      var media = new ArrayList<Medium>();
      output.files().stream()
          .limit(MOST_MEDIA)
          .map(ProducedFile::bytes)
          .map(MediumMeter::measure)
          .forEach(media::add);
      embedded(output.value(), media);
      return media.stream().filter(Predicate.not(Medium.UNKNOWN::equals)).toList();
    } finally {
      places.release();
    }
  }

  private static void embedded(JsonNode value, List<Medium> media) {
    if (media.size() >= MOST_MEDIA) {
      return;
    }
    if (value.isContainerNode()) {
      value.forEach(inner -> embedded(inner, media));
    } else if (DataUrl.is(value)) {
      media.add(MediumMeter.measure(DataUrl.bytes(value)));
    }
  }

  @PreDestroy
  void close() {
    threads.shutdownNow();
  }
}
