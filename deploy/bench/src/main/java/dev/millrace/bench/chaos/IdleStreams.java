package dev.millrace.bench.chaos;

import dev.millrace.bench.Target;
import dev.millrace.bench.cluster.Cluster;
import dev.millrace.bench.cluster.Footprint;
import dev.millrace.bench.cluster.Order;
import dev.millrace.bench.cluster.PatientCaller;
import dev.millrace.engines.Durability;
import dev.millrace.engines.Engines;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** By hand: what followers cost an api that see nothing happen. */
@Command(
    name = "idle-streams",
    mixinStandardHelpOptions = true,
    description = "Opens idle event streams at one api and prints what they cost it.")
public final class IdleStreams implements Callable<Integer> {
  private static final int AT_ONCE = 64;
  private static final int SUBMITS = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Option(
      names = "--streams",
      defaultValue = "10000",
      description = "How many. Default: ${DEFAULT-VALUE}.")
  int streams;

  private final ConcurrentLinkedQueue<Socket> open = new ConcurrentLinkedQueue<>();

  @Override
  public Integer call() throws Exception {
    var folder = Files.createTempDirectory("millrace-idle-");
    var settings = Map.of("MILLRACE_STREAM_MAX_PER_ACCOUNT", Integer.toString(2 * streams));
    try (var engines = Engines.in(folder, Durability.FLEETING)) {
      var root = Path.of(System.getProperty("millrace.root"));
      var cluster = new Cluster(root, engines, folder.resolve("run"), settings);
      try {
        engines.start();
        cluster.run(1, 1);
        measure(cluster);
      } finally {
        closeAll();
        cluster.stop();
      }
    }
    return open.size() == streams ? 0 : 1;
  }

  private void measure(Cluster cluster) throws Exception {
    var api = cluster.target(1);
    long pid = cluster.api(1).pid();
    submits(api, "without streams");
    var before = Footprint.of(pid);
    long began = System.nanoTime();
    openAll(api);
    System.out.printf(
        "%,d of %,d streams open after %.1f s%n",
        open.size(), streams, (System.nanoTime() - began) / 1e9);
    var after = Footprint.of(pid);
    System.out.printf(
        "heap after collection %,d KiB -> %,d KiB, resident %,d KiB -> %,d KiB%n",
        before.heapKib(), after.heapKib(), before.residentKib(), after.residentKib());
    System.out.printf(
        "a stream costs %.1f KiB of heap%n",
        (after.heapKib() - before.heapKib()) / (double) Math.max(1, open.size()));
    submits(api, "with them");
  }

  private void openAll(Target api) {
    var room = new Semaphore(AT_ONCE);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < streams; i++) {
        threads.submit(
            () -> {
              room.acquire();
              try {
                openOne(api);
              } finally {
                room.release();
              }
              return null;
            });
      }
    }
  }

  /** A stream is open once its snapshot came. */
  private void openOne(Target api) throws IOException {
    var uri = URI.create(api.url());
    var socket = new Socket(uri.getHost(), uri.getPort());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    socket
        .getOutputStream()
        .write(
            "GET /requests/stream?payloads=false HTTP/1.1\r\nHost: %s\r\nAuthorization: Key %s\r\nAccept: text/event-stream\r\n\r\n"
                .formatted(uri.getAuthority(), api.key())
                .getBytes(StandardCharsets.US_ASCII));
    var said = new StringBuilder();
    var buffer = new byte[8192];
    while (said.indexOf("event: snapshot") < 0) {
      int read = socket.getInputStream().read(buffer);
      if (read < 0) {
        throw new IOException("the api hung up: " + said);
      }
      said.append(new String(buffer, 0, read, StandardCharsets.US_ASCII));
    }
    open.add(socket);
  }

  private static void submits(Target api, String when) throws Exception {
    var nanos = new ArrayList<Long>();
    try (var caller = new PatientCaller(List.of(api), PATIENCE)) {
      for (int i = 0; i < SUBMITS; i++) {
        long began = System.nanoTime();
        var request = caller.submit(Order.echo("hello"));
        nanos.add(System.nanoTime() - began);
        caller.awaitStatus("local/echo", request, "COMPLETED", PATIENCE);
      }
    }
    nanos.sort(Long::compare);
    System.out.printf(
        "%d submits %s: p50 %.1f ms, slowest %.1f ms, all completed%n",
        SUBMITS, when, nanos.get(SUBMITS / 2) / 1e6, nanos.getLast() / 1e6);
  }

  private void closeAll() throws IOException {
    for (var socket : open) {
      socket.close();
    }
  }

  public static void main(String[] args) {
    System.exit(new CommandLine(new IdleStreams()).execute(args));
  }
}
