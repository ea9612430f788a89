package dev.millrace.engines;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** PostgreSQL with one user, who may do everything, and one database. */
public final class PostgresEngine extends Service {
  private static final String USER = "millrace";
  private static final String DATABASE = "millrace";
  private static final String SETUP = "postgres-setup";
  private static final int PROBE_MILLIS = 2_000;
  private static final int PROTOCOL_VERSION = 3 << 16;

  private final PostgresBinaries binaries;
  private final Path folder;
  private final PostgresData data;
  private final Durability durability;
  private final int port;
  private final String password;

  PostgresEngine(
      Tether tether, PostgresBinaries binaries, Path folder, Memory memory, Durability durability) {
    super("postgres", tether);
    this.binaries = binaries;
    this.folder = folder;
    this.data = new PostgresData(folder, durability);
    this.durability = durability;
    this.port = memory.port("postgres");
    this.password = memory.secret("postgres.password");
  }

  /** For the reactive client. */
  public String url() {
    return "postgresql://127.0.0.1:%d/%s".formatted(port, DATABASE);
  }

  public String jdbcUrl() {
    return "jdbc:" + url();
  }

  public String user() {
    return USER;
  }

  public String password() {
    return password;
  }

  @Override
  protected Launch launch() throws IOException, InterruptedException {
    Files.createDirectories(folder);
    var programs =
        new PostgresPrograms(
            binaries.unpacked(tether(), SETUP), PostgresUser.of(folder), tether(), SETUP);
    data.create(programs, USER, password, DATABASE);
    data.removeForeignLock();
    // INT is PostgreSQL's fast shutdown: it ends the sessions and keeps what they committed.
    return new Launch(
        name(), programs.command("postgres", arguments()), Map.of(), "INT", Duration.ofSeconds(20));
  }

  /** Settings come on the command line, so that a new version of them needs no edit of old data. */
  private List<String> arguments() {
    var arguments = new ArrayList<>(List.of("-D", data.path().toString()));
    settings()
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(line -> arguments.addAll(List.of("-c", line)));
    return arguments;
  }

  private String settings() {
    return connections() + sizes() + durability();
  }

  /** No Unix socket: its path must be short, and a home's need not be. */
  private String connections() {
    return """
    listen_addresses=127.0.0.1
    port=%d
    unix_socket_directories=
    max_connections=200
    password_encryption=scram-sha-256
    timezone=UTC
    log_timezone=UTC
    """
        .formatted(port);
  }

  /**
   * The price of a random page is that of a solid-state disk: else a table of few pages, such as
   * that of the accounts, is read from end to end for each reference to it.
   */
  private static String sizes() {
    return """
    shared_buffers=80MB
    max_wal_size=2GB
    min_wal_size=256MB
    checkpoint_timeout=15min
    jit=off
    random_page_cost=1.1
    """;
  }

  /** Without fsync the kernel still has what was committed when the process is killed. */
  private String durability() {
    return """
    synchronous_commit=on
    fsync=%1$s
    full_page_writes=%1$s
    """
        .formatted(durability == Durability.LASTING ? "on" : "off");
  }

  /**
   * Introduces itself and sees whether it is asked for a password. While PostgreSQL starts or
   * recovers it answers the same with an error.
   */
  @Override
  protected boolean answers() throws IOException {
    var names = "user\0%s\0database\0%s\0\0".formatted(USER, DATABASE);
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PROBE_MILLIS);
      socket.setSoTimeout(PROBE_MILLIS);
      var request = new DataOutputStream(socket.getOutputStream());
      request.writeInt(Integer.BYTES * 2 + names.length());
      request.writeInt(PROTOCOL_VERSION);
      request.write(names.getBytes(StandardCharsets.US_ASCII));
      request.flush();
      return socket.getInputStream().read() == 'R';
    }
  }
}
