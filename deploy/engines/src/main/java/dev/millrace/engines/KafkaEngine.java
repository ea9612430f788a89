package dev.millrace.engines;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One Kafka node that is broker and controller. Topics are made by those who need them. */
public final class KafkaEngine extends Service {
  private static final int PROBE_MILLIS = 2_000;
  private static final short METADATA = 3;
  private static final short METADATA_VERSION = 1;
  private static final int NO_CLIENT_ID = -1;

  private final EngineJars jars;
  private final Path folder;
  private final Durability durability;
  private final int port;
  private final int controllerPort;

  KafkaEngine(Tether tether, EngineJars jars, Path folder, Memory memory, Durability durability) {
    super("kafka", tether);
    this.jars = jars;
    this.folder = folder;
    this.durability = durability;
    this.port = memory.port("kafka");
    this.controllerPort = memory.port("kafka.controller");
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  @Override
  protected Launch launch() throws IOException {
    Files.createDirectories(folder);
    var settings = folder.resolve("server.properties");
    Files.writeString(settings, settings());
    return Launch.of(
        name(),
        jars.java(
            options(),
            "dev.millrace.engines.node.KafkaNode",
            settings.toString(),
            folder.resolve("data").toString()));
  }

  private List<String> options() {
    var options = new ArrayList<>(jars.classArchive(name()));
    options.addAll(List.of("-Xms96m", "-Xmx128m", "-Xmn56m", "-XX:SurvivorRatio=6"));
    if (durability == Durability.FLEETING) {
      options.add("-XX:TieredStopAtLevel=1"); // up a second sooner; slower only when it runs long
    }
    return options;
  }

  /**
   * Small numbers for a small machine. The page cache keeps what was written when the process is
   * killed, so nothing is flushed by count or time.
   *
   * <p>A restarted broker must wait until the controller gives up its former self, hence the short
   * broker session. The short lower bounds let consumers choose how soon their death is noticed.
   *
   * <p>Fetches that were answered are kept until so many are, a thousand by default, with all that
   * was asked: 12 KB each, which a small heap collects again and again, and stands still for.
   */
  private String settings() {
    return """
    process.roles=broker,controller
    node.id=1
    controller.quorum.voters=1@127.0.0.1:%2$d
    listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
    advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
    controller.listener.names=CONTROLLER
    log.dirs=%3$s

    auto.create.topics.enable=false
    default.replication.factor=1
    min.insync.replicas=1
    offsets.topic.replication.factor=1
    offsets.topic.num.partitions=8
    transaction.state.log.replication.factor=1
    transaction.state.log.min.isr=1
    transaction.state.log.num.partitions=4
    share.coordinator.state.topic.replication.factor=1
    share.coordinator.state.topic.min.isr=1
    share.coordinator.state.topic.num.partitions=1

    group.initial.rebalance.delay.ms=0
    group.min.session.timeout.ms=1000
    group.consumer.min.session.timeout.ms=1000
    group.consumer.min.heartbeat.interval.ms=100
    broker.heartbeat.interval.ms=1000
    broker.session.timeout.ms=4000

    num.network.threads=2
    num.io.threads=4
    log.cleaner.dedupe.buffer.size=2097152
    fetch.purgatory.purge.interval.requests=50
    """
        .formatted(port, controllerPort, folder.resolve("data"));
  }

  /**
   * Asks for metadata about no topic and sees whether any broker is named. An open port or a list
   * of API versions would say too little: both come before the broker may serve.
   */
  @Override
  protected boolean answers() throws IOException {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PROBE_MILLIS);
      socket.setSoTimeout(PROBE_MILLIS);
      var request = new DataOutputStream(socket.getOutputStream());
      request.writeInt(Short.BYTES * 3 + Integer.BYTES * 2);
      request.writeShort(METADATA);
      request.writeShort(METADATA_VERSION);
      request.writeInt(0); // correlation id
      request.writeShort(NO_CLIENT_ID);
      request.writeInt(0); // topics
      request.flush();
      var response = new DataInputStream(socket.getInputStream());
      response.skipNBytes(Integer.BYTES * 2); // size, correlation id
      return response.readInt() > 0;
    }
  }
}
