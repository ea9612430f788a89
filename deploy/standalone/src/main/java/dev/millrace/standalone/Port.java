package dev.millrace.standalone;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A port that is held until the api takes it, so that nothing else of ours is given it. */
final class Port {
  private static final int PROBE_MILLIS = 500;

  private Port() {}

  /** Refuses a port that somebody uses. Whoever holds none (0) holds any free one. */
  static ServerSocket hold(Settings settings) throws IOException {
    if (settings.port() != 0 && isAnswered(settings)) {
      throw taken(settings);
    }
    var socket = new ServerSocket();
    try {
      socket.bind(new InetSocketAddress(settings.host(), settings.port()));
      return socket;
    } catch (IOException e) {
      socket.close();
      throw taken(settings);
    }
  }

  /** On some systems one address can be bound while another program listens on all of them. */
  private static boolean isAnswered(Settings settings) {
    try (var socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(settings.reachableHost(), settings.port()), PROBE_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Refusal taken(Settings settings) {
    return new Refusal(
        "Port %d of %s is taken; choose another with MILLRACE_PORT (0 means a free one)."
            .formatted(settings.port(), settings.host()));
  }
}
