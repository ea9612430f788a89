package dev.millrace.bench.speed;

import dev.millrace.bench.Target;
import dev.millrace.bench.cluster.Cluster;
import dev.millrace.bench.cluster.Operator.Customer;
import dev.millrace.bench.contest.Contestant;
import dev.millrace.bench.contest.Echo;
import dev.millrace.bench.contest.QueueContest;
import dev.millrace.bench.wrk.Load;
import dev.millrace.bench.wrk.Wrk;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** One api and one worker, with all engines. */
public final class Millrace implements Contestant {
  /** In dollars: more than any round spends. */
  private static final String CREDIT = "1000000";

  private static final int WARM_UP_CONNECTIONS = 64;

  private final Cluster cluster;
  private Customer customer;

  public Millrace(Cluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public String name() {
    return "Millrace";
  }

  @Override
  public void start() throws IOException, InterruptedException {
    cluster.engines().start();
    cluster.run(1, 1);
    try (var operator = cluster.operator(1)) {
      customer = operator.open(CREDIT);
    }
  }

  @Override
  public void stop() {
    cluster.stop();
    cluster.engines().kafka().stop();
    cluster.engines().s3().stop();
  }

  @Override
  public Load submit() {
    return Load.post(
        cluster.target(1).url() + "/local/echo",
        Map.of("Authorization", "Key " + customer.key()),
        Echo.BODY);
  }

  @Override
  public long completed() {
    return cluster.books().completedOf(customer.account());
  }

  public Customer customer() {
    return customer;
  }

  public Cluster cluster() {
    return cluster;
  }

  /** Where its api is, with the key of that customer. */
  Target target() {
    return cluster.target(1, customer);
  }

  /** Drives it until it runs warm; returns when all of that has completed. */
  void warmUp(Wrk wrk, Duration time) throws Exception {
    new QueueContest(wrk, time, Duration.ZERO, 0).run(this, WARM_UP_CONNECTIONS);
  }
}
