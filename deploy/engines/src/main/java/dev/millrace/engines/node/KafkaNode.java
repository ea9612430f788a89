package dev.millrace.engines.node;

import java.nio.file.Files;
import java.nio.file.Path;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** A Kafka node that formats its storage before its first run. */
public final class KafkaNode {
  private KafkaNode() {}

  /** Arguments: the settings file and the data folder that it names. */
  public static void main(String[] arguments) {
    var settings = arguments[0];
    if (!Files.exists(Path.of(arguments[1], "meta.properties"))) {
      format(settings);
    }
    Kafka.main(new String[] {settings});
  }

  private static void format(String settings) {
    var id = Uuid.randomUuid().toString();
    var format =
        new String[] {"format", "--ignore-formatted", "--cluster-id=" + id, "--config=" + settings};
    if (StorageTool.execute(format, System.out) != 0) {
      throw new IllegalStateException("the storage of Kafka could not be formatted");
    }
  }
}
