package dev.millrace.bench.peer;

import dev.millrace.engines.Launch;
import dev.millrace.engines.Service;
import dev.millrace.engines.Tether;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The Redis of the machine, which writes its log to the disk each second. */
final class RedisEngine extends Service {
  private final Path folder;
  private final int port;

  RedisEngine(Tether tether, Path folder, int port) {
    super("redis", tether);
    this.folder = folder;
    this.port = port;
  }

  int port() {
    return port;
  }

  @Override
  protected Launch launch() throws IOException {
    Files.createDirectories(folder);
    return Launch.of(
        name(),
        List.of(
            "redis-server",
            "--bind",
            "127.0.0.1",
            "--port",
            Integer.toString(port),
            "--dir",
            folder.toString(),
            "--save",
            "",
            "--appendonly",
            "yes",
            "--appendfsync",
            "everysec"));
  }

  @Override
  protected boolean answers() throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      return socket.getInputStream().read() == '+';
    }
  }
}
