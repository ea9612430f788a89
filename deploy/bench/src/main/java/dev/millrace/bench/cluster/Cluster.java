package dev.millrace.bench.cluster;

import dev.millrace.account.ApiKey;
import dev.millrace.account.ApiKey.Kind;
import dev.millrace.bench.Target;
import dev.millrace.bench.audit.AuditAnswer;
import dev.millrace.bench.audit.Auditor;
import dev.millrace.engines.Engines;
import dev.millrace.engines.Service;
import dev.millrace.engines.Tether;
import dev.millrace.engines.platform.Application;
import dev.millrace.engines.platform.Surroundings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Any number of api and worker processes over one set of engines, all for the same account. They
 * are counted from 1 and made when first asked for; nobody starts again what dies.
 */
public final class Cluster {
  /** For harnesses that receive webhooks on this machine. */
  public static final Map<String, String> LOCAL_WEBHOOKS =
      Map.of("MILLRACE_WEBHOOK_ALLOW_PRIVATE", "true");

  private static final Duration AUDITED_WITHIN = Duration.ofSeconds(60);

  private final Path root;
  private final Engines engines;
  private final Surroundings surroundings;
  private final Tether tether;
  private final Path folder;
  private final Map<String, String> settings;
  private final List<String> pages;
  private final String key = freshKey(Kind.LIVE);
  private final String adminKey = freshKey(Kind.ADMIN);
  private final Map<String, Integer> ports = new TreeMap<>();
  private final Map<Integer, Service> apis = new TreeMap<>();
  private final Map<Integer, Service> workers = new TreeMap<>();

  /**
   * @param root the checkout, with what was built in it
   * @param folder for pid files and logs
   * @param settings environment variables for all processes, beside those that name the engines
   */
  public Cluster(Path root, Engines engines, Path folder, Map<String, String> settings)
      throws IOException {
    this(root, engines, folder, settings, List.of());
  }

  /**
   * The same with the browser proxy.
   *
   * @param pages origins that it is open to
   */
  public Cluster(
      Path root, Engines engines, Path folder, Map<String, String> settings, List<String> pages)
      throws IOException {
    this.root = root;
    this.engines = engines;
    this.surroundings = new Surroundings(engines);
    this.tether = Tether.in(folder);
    this.folder = folder;
    this.settings = settings;
    this.pages = List.copyOf(pages);
  }

  private static String freshKey(Kind kind) {
    return ApiKey.generate(kind, new SecureRandom()).reveal();
  }

  /** Starts the first so many of each and stops all others; returns when all answer. */
  public void run(int wantedApis, int wantedWorkers) {
    var wanted =
        Stream.concat(
                IntStream.rangeClosed(1, wantedApis).mapToObj(this::api),
                IntStream.rangeClosed(1, wantedWorkers).mapToObj(this::worker))
            .toList();
    all().filter(service -> !wanted.contains(service)).forEach(Service::stop);
    var starts =
        wanted.stream()
            .map(service -> CompletableFuture.runAsync(service::start, Thread::startVirtualThread))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(starts).join();
  }

  /** Ends all in good order, but not the engines. */
  public void stop() {
    all().forEach(Service::stop);
  }

  private synchronized Stream<Service> all() {
    return Stream.concat(
        List.copyOf(apis.values()).stream(), List.copyOf(workers.values()).stream());
  }

  public Engines engines() {
    return engines;
  }

  public Books books() {
    return new Books(engines.postgres());
  }

  /** What the first api says of all money; fails when it does not say anything. */
  public AuditAnswer audit() throws IOException, InterruptedException {
    return new Auditor(new Target(url(port("api", 1)), adminKey)).ask(AUDITED_WITHIN);
  }

  public synchronized Service api(int number) {
    return apis.computeIfAbsent(number, this::makeApi);
  }

  public synchronized Service worker(int number) {
    return workers.computeIfAbsent(number, this::makeWorker);
  }

  /** Where that api is, with the key of an account that has credit. */
  public Target target(int api) {
    return new Target(url(port("api", api)), key);
  }

  /** The same with the key of another account. */
  public Target target(int api, Operator.Customer customer) {
    return new Target(url(port("api", api)), customer.key());
  }

  /** Whoever runs the platform, at that api. */
  public Operator operator(int api) {
    return new Operator(admin(api));
  }

  /** Where that api is, with the key of whoever runs the platform. */
  public Target admin(int api) {
    return new Target(url(port("api", api)), adminKey);
  }

  /** Where pid files and logs are. */
  public Path folder() {
    return folder;
  }

  /** Where a process shows its figures. */
  public URI metricsOfWorker(int number) {
    return URI.create(url(port("worker", number)) + "/q/metrics");
  }

  private Service makeApi(int number) {
    int port = port("api", number);
    var environment = surroundings.ofApi("127.0.0.1", port, key, adminKey);
    if (!pages.isEmpty()) {
      environment.putAll(Surroundings.ofSample(key, pages));
    }
    return application(Application.Part.API, number, port, environment);
  }

  private Service makeWorker(int number) {
    int port = port("worker", number);
    return application(
        Application.Part.WORKER, number, port, surroundings.ofWorker(url(port("api", 1)), port));
  }

  private Service application(
      Application.Part part, int number, int port, Map<String, String> environment) {
    environment.putAll(settings);
    return new Application(
        part.module() + "-" + number,
        tether,
        part,
        root,
        environment,
        URI.create(url(port) + "/q/health/ready"));
  }

  private synchronized int port(String module, int number) {
    return ports.computeIfAbsent(module + "-" + number, name -> engines.memory().port(name));
  }

  private static String url(int port) {
    return "http://127.0.0.1:" + port;
  }
}
