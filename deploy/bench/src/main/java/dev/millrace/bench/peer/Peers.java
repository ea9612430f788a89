package dev.millrace.bench.peer;

import dev.millrace.bench.contest.Contestant;
import dev.millrace.bench.wrk.Load;
import dev.millrace.engines.Engines;
import dev.millrace.engines.Service;
import dev.millrace.engines.Tether;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The queue services of {@code deploy/bench/peers}, over the same PostgreSQL as ours, or Redis. */
public final class Peers {
  private static final List<String> KEYS =
      IntStream.range(0, Contestant.ACCOUNTS)
          .mapToObj("bench-0123456789abcdef-%d"::formatted)
          .toList();

  private final Path programs;
  private final Engines engines;
  private final Path folder;
  private final String body;

  /**
   * @param programs where the services and their libraries lie
   * @param folder for their data and logs
   * @param body that they are sent
   */
  public Peers(Path programs, Engines engines, Path folder, String body) {
    this.programs = programs;
    this.engines = engines;
    this.folder = folder;
    this.body = body;
  }

  public Contestant pgBoss() throws IOException {
    return onPostgres("pg-boss", "pgboss");
  }

  public Contestant graphileWorker() throws IOException {
    return onPostgres("graphile-worker", "graphile");
  }

  /** Its Redis writes to the disk each second, and not for each request. */
  public Contestant bullMq() throws IOException {
    var redis =
        new RedisEngine(tether(), folder.resolve("redis"), engines.memory().port("bench-redis"));
    return peer(
        "BullMQ",
        "bullmq",
        Map.of("REDIS_PORT", Integer.toString(redis.port())),
        new QueuePeer.Store() {
          @Override
          public void start() {
            redis.start();
          }

          @Override
          public void stop() {
            redis.stop();
          }
        });
  }

  /**
   * The Portkey gateway as its package starts, without its console.
   *
   * @param upstream whom it calls, with the version
   */
  public Gateway portkey(String upstream) throws IOException {
    int port = engines.memory().port("bench-portkey");
    var program =
        programs.resolve("node_modules/@portkey-ai/gateway/build/start-server.js").toString();
    return new Gateway(
        new NodeService(
            "portkey",
            tether(),
            List.of(program, "--port=" + port, "--headless"),
            Map.of("NODE_ENV", "production", "TRUSTED_CUSTOM_HOSTS", "127.0.0.1,localhost"),
            OptionalInt.of(port)),
        "http://127.0.0.1:%d/v1/chat/completions".formatted(port),
        Map.of("x-portkey-provider", "openai", "x-portkey-custom-host", upstream));
  }

  /**
   * A gateway that is started and stopped.
   *
   * @param url where it takes chats in OpenAI's words
   * @param headers of each call
   */
  public record Gateway(Service service, String url, Map<String, String> headers) {}

  private Contestant onPostgres(String name, String program) throws IOException {
    var postgres = engines.postgres();
    var database = "bench_" + program;
    return peer(
        name,
        program,
        Map.of(
            "DATABASE_URL",
            "postgres://%s:%s@127.0.0.1:%d/%s"
                .formatted(postgres.user(), postgres.password(), portOf(postgres.url()), database)),
        new QueuePeer.Store() {
          @Override
          public void start() throws SQLException {
            postgres.start();
            makeAfresh(database);
          }

          @Override
          public void stop() {
            drop(database);
          }
        });
  }

  private Contestant peer(
      String name, String program, Map<String, String> where, QueuePeer.Store store)
      throws IOException {
    int port = engines.memory().port("bench-" + program);
    var environment = new HashMap<>(where);
    environment.put("PORT", Integer.toString(port));
    environment.put("BENCH_KEYS", String.join(",", KEYS));
    environment.put("NODE_ENV", "production");
    var file = programs.resolve(program + ".mjs").toString();
    return new QueuePeer(
        name,
        store,
        new NodeService(
            program + "-api", tether(), List.of(file, "api"), environment, OptionalInt.of(port)),
        new NodeService(
            program + "-worker",
            tether(),
            List.of(file, "worker"),
            environment,
            OptionalInt.empty()),
        Load.post(
            "http://127.0.0.1:%d/local/echo".formatted(port),
            Map.of(),
            KEYS.stream().map("Key "::concat).toList(),
            body));
  }

  private static int portOf(String url) {
    return URI.create(url).getPort();
  }

  private Tether tether() throws IOException {
    return Tether.in(folder);
  }

  private void makeAfresh(String database) throws SQLException {
    run("drop database if exists " + database + " with (force)");
    run("create database " + database);
  }

  private void drop(String database) {
    try {
      run("drop database if exists " + database + " with (force)");
    } catch (SQLException e) {
      throw new IllegalStateException("left behind: the database " + database, e);
    }
  }

  private void run(String statement) throws SQLException {
    var postgres = engines.postgres();
    try (var connection =
            DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
        var step = connection.createStatement()) {
      step.execute(statement);
    }
  }
}
