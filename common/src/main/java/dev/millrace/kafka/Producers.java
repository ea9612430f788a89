package dev.millrace.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The producers of a process: one for a few records, which go at once, and one for many, which go
 * together. A producer that sends at once is awake by the first of many records and takes only
 * those that it finds by then; the others need a second message, and each costs the broker and
 * whoever reads there about the same, whatever is in it.
 */
final class Producers {
  /**
   * From so many on records go together. The thread that flushes has to be woken first, which costs
   * fewer records more time than it saves.
   */
  private static final int MANY = 16;

  /** Only a bound: whoever hands records over says at once that these were all. */
  private static final int GATHERING_MILLIS = 100;

  private final Producer<byte[], byte[]> prompt;
  private final Producer<byte[], byte[]> gathering;

  /**
   * @param settings of both
   */
  Producers(Map<String, Object> settings) {
    this.prompt = lingering(settings, 0);
    this.gathering = lingering(settings, GATHERING_MILLIS);
  }

  private static Producer<byte[], byte[]> lingering(Map<String, Object> settings, int millis) {
    var all = new HashMap<>(settings);
    all.put(ProducerConfig.LINGER_MS_CONFIG, millis);
    return new KafkaProducer<>(all);
  }

  /** Which one takes so many records. */
  Producer<byte[], byte[]> of(int records) {
    return records < MANY ? prompt : gathering;
  }

  /** Says that all records of this time were handed over. Does not wait until they have gone. */
  void allHandedOver(Producer<byte[], byte[]> producer) {
    if (producer == gathering) {
      Thread.ofVirtual().name("millrace-kafka-flush").start(gathering::flush);
    }
  }

  void close(Duration within) {
    prompt.close(within);
    gathering.close(within);
  }
}
