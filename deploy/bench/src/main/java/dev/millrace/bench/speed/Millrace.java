package dev.millrace.bench.speed;

import dev.millrace.bench.cluster.Cluster;
import dev.millrace.bench.cluster.Operator.Customer;
import dev.millrace.bench.contest.Contestant;
import dev.millrace.bench.contest.Echo;
import dev.millrace.bench.wrk.Load;
import java.io.IOException;
import java.util.Map;

/** One api and one worker, with all engines. */
public final class Millrace implements Contestant {
  /** In dollars: more than any round spends. */
  private static final String CREDIT = "1000000";

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
}
