package dev.millrace.worker.dispatch;

import dev.millrace.kafka.KafkaConfig;
import dev.millrace.kafka.KafkaSettings;
import dev.millrace.kafka.Stripes;
import dev.millrace.kafka.Topics;
import dev.millrace.model.Catalogue;
import dev.millrace.queue.Liveness;
import dev.millrace.queue.RequestQueue;
import dev.millrace.queue.WorkerId;
import dev.millrace.worker.execute.Announcer;
import dev.millrace.worker.execute.ExecuteConfig;
import dev.millrace.worker.execute.Executor;
import dev.millrace.worker.execute.LivenessBounds;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jboss.logging.Logger;

/**
 * This process as a worker: puts the dispatch loop together, starts it last and drains it first.
 */
@ApplicationScoped
public class Worker {
  private static final Logger LOG = Logger.getLogger(Worker.class);
  private static final int START_LAST = 10_000;

  private final WorkerId id = new WorkerId(UUID.randomUUID());
  private final ExecuteConfig execute;
  private final TurnDesk desk;
  private final Heart heart;
  private final PollLoop loop;

  Worker(
      Vertx vertx,
      RequestQueue queue,
      Executor executor,
      Announcer announcer,
      Liveness liveness,
      DispatchMetrics metrics,
      Catalogue catalogue,
      InstantSource clock,
      Settings settings) {
    this.execute = settings.execute();
    var bounds = LivenessBounds.of(execute);
    var thread = new VertxDeskThread(vertx);
    var running = new RunningRequests(executor::execute);
    var patience =
        new Patience(id, settings.dispatch().orphanAfter(), settings.dispatch().lookAgainEvery());
    var topics = new Topics(settings.kafka().topicPrefix());
    var assignment = new Assignment(topics);
    this.desk =
        new TurnDesk(
            id,
            settings.turns(catalogue, assignment),
            queue,
            running,
            settings.dispatch(),
            new StartAnnouncer(announcer),
            clock,
            thread,
            turns ->
                new MissedTurns(
                    turns, id, queue, announcer, patience, bounds, metrics, clock, thread));
    this.heart = new Heart(id, liveness, queue, desk::recall, running, thread, clock, execute);
    this.loop =
        new PollLoop(
            new KafkaConsumer<>(settings.consumer()),
            topics,
            settings.dispatch(),
            clock,
            assignment,
            desk::offerRead);
    assignment.onChange(desk::limitsChanged);
  }

  /** What a worker is set to. */
  @ApplicationScoped
  static class Settings {
    private final ExecuteConfig execute;
    private final DispatchConfig dispatch;
    private final KafkaConfig kafka;
    private final KafkaSettings connection;

    Settings(
        ExecuteConfig execute,
        DispatchConfig dispatch,
        KafkaConfig kafka,
        KafkaSettings connection) {
      this.execute = execute;
      this.dispatch = dispatch;
      this.kafka = kafka;
      this.connection = connection;
    }

    ExecuteConfig execute() {
      return execute;
    }

    DispatchConfig dispatch() {
      return dispatch;
    }

    KafkaConfig kafka() {
      return kafka;
    }

    FairTurns turns(Catalogue catalogue, Assignment assignment) {
      var stripes = new Stripes(kafka.dispatchPartitions(), kafka.stripes());
      return new FairTurns(
          execute.concurrency(),
          dispatch.lowOneOf(),
          new SharedLimits(catalogue, execute.perAccount(), stripes, assignment));
    }

    Map<String, Object> consumer() {
      return connection.consumer(kafka.workerGroup(), dispatch.pollBatch());
    }
  }

  WorkerId id() {
    return id;
  }

  boolean hasFailed() {
    return loop.hasFailed();
  }

  /** The first heartbeat comes before the first claim: a worker without a row counts as dead. */
  void onStart(@Observes @Priority(START_LAST) StartupEvent start) {
    heart.start();
    Thread.ofPlatform().name("millrace-dispatch").start(loop);
    LOG.infof("worker started worker=%s concurrency=%d", id, execute.concurrency());
  }

  /** Running requests finish within the grace; the rest go back to the queue untouched. */
  void onStop(@Observes ShutdownEvent stop) throws InterruptedException {
    new GracefulStop(loop, desk, heart::stop, GracefulStop.Bounds.of(execute.drainWithin())).now();
  }
}
