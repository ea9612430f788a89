package dev.millrace.bench.speed;

import dev.millrace.bench.Target;
import dev.millrace.bench.cluster.Cluster;
import dev.millrace.bench.cluster.Operator.Customer;
import dev.millrace.bench.contest.Contestant;
import dev.millrace.bench.contest.Echo;
import dev.millrace.bench.contest.Gauge;
import dev.millrace.bench.contest.ProcessorTime;
import dev.millrace.bench.contest.QueueContest;
import dev.millrace.bench.wrk.Load;
import dev.millrace.bench.wrk.Wrk;
import dev.millrace.engines.Service;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One api and one worker, with all engines. */
public final class Millrace implements Contestant {
  /** In dollars: more than any round spends. */
  private static final String CREDIT = "1000000";

  private static final int WARM_UP_CONNECTIONS = 64;

  private final Cluster cluster;
  private List<Customer> customers = List.of();

  public Millrace(Cluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public String name() {
    return "Millrace";
  }

  @Override
  public boolean isCompiledAsItRuns() {
    return true;
  }

  @Override
  public void start() throws IOException, InterruptedException {
    cluster.engines().start();
    cluster.run(1, 1);
    var opened = new ArrayList<Customer>();
    try (var operator = cluster.operator(1)) {
      for (int i = 0; i < Contestant.ACCOUNTS; i++) {
        opened.add(operator.open(CREDIT));
      }
    }
    customers = List.copyOf(opened);
  }

  @Override
  public void stop() {
    cluster.stop();
    cluster.engines().kafka().stop();
    cluster.engines().s3().stop();
  }

  @Override
  public Load submit() {
    return Load.post(cluster.target(1).url() + "/local/echo", Map.of(), keys("Key "), Echo.BODY);
  }

  @Override
  public long completed() {
    return cluster.books().completed();
  }

  @Override
  public List<Gauge> gauges() {
    var engines = cluster.engines();
    return List.of(
        new Gauge("PostgreSQL", "WAL written a request", "KB", this::walKilobytes),
        processorTime("api", cluster.api(1)),
        processorTime("worker", cluster.worker(1)),
        processorTime("PostgreSQL", engines.postgres()),
        processorTime("Kafka", engines.kafka()));
  }

  private double walKilobytes() {
    return cluster.books().walBytes() / 1e3;
  }

  private static Gauge processorTime(String of, Service service) {
    return new Gauge(
        of, "processor time a request", "µs", () -> ProcessorTime.micros(service.pid()));
  }

  /** The keys of all accounts, as a header has them behind the name of its scheme. */
  List<String> keys(String scheme) {
    return customers.stream().map(one -> scheme + one.key()).toList();
  }

  /** All accounts, in the order in which they were opened. */
  List<Customer> customers() {
    return customers;
  }

  /** The first account. */
  public Customer customer() {
    return customers.getFirst();
  }

  public Cluster cluster() {
    return cluster;
  }

  /** Where its api is, with the key of the first account. */
  Target target() {
    return cluster.target(1, customer());
  }

  /** Drives it until it runs warm; returns when all of that has completed. */
  void warmUp(Wrk wrk, Duration time) throws Exception {
    new QueueContest(wrk).round(this, WARM_UP_CONNECTIONS, time);
  }
}
