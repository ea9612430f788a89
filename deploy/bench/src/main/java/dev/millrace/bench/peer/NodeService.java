package dev.millrace.bench.peer;

import dev.millrace.engines.Launch;
import dev.millrace.engines.Service;
import dev.millrace.engines.Tether;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** A program on Node: it answers on a port, or says that it is ready. */
final class NodeService extends Service {
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final String READY = "ready";

  private final List<String> program;
  private final Map<String, String> environment;
  private final OptionalInt port;

  /**
   * @param program its file and what it is told
   */
  NodeService(
      String name,
      Tether tether,
      List<String> program,
      Map<String, String> environment,
      OptionalInt port) {
    super(name, tether);
    this.program = List.copyOf(program);
    this.environment = Map.copyOf(environment);
    this.port = port;
  }

  @Override
  protected Launch launch() throws IOException {
    Files.deleteIfExists(log());
    var command = new ArrayList<>(List.of("node"));
    command.addAll(program);
    return new Launch(name(), command, environment, "TERM", GRACE);
  }

  @Override
  protected boolean answers() throws IOException {
    return port.isPresent() ? isOpen(port.getAsInt()) : hasSaid(log());
  }

  private static boolean isOpen(int port) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    }
  }

  private static boolean hasSaid(Path log) throws IOException {
    return Files.exists(log) && Files.readString(log).contains(READY);
  }
}
