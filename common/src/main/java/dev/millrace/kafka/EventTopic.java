package dev.millrace.kafka;

import dev.millrace.account.AccountId;
import dev.millrace.event.LoggedEvent;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;

/** How events lie in their topic, and consumers that read them for one process alone. */
final class EventTopic {
  private static final int KEY_BYTES = 16;

  private EventTopic() {}

  /** A consumer outside of every group: it commits nothing and is never rebalanced. */
  static KafkaConsumer<byte[], byte[]> consumer(KafkaSettings settings, Map<String, Object> more) {
    var all = settings.connection();
    all.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    all.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // A position that is gone must be seen, not jumped over.
    all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    all.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
    all.remove(ConsumerConfig.GROUP_ID_CONFIG);
    all.putAll(more);
    return new KafkaConsumer<>(all);
  }

  /** The partition that the producer chooses for this account's key. */
  static int partitionOf(AccountId account, int partitions) {
    return Utils.toPositive(Utils.murmur2(DispatchCodec.bytes(account.value()))) % partitions;
  }

  /** Whose event it is; empty when the key is none of ours. */
  static Optional<AccountId> accountOf(ConsumerRecord<byte[], byte[]> message) {
    var key = message.key();
    if (key == null || key.length != KEY_BYTES) {
      return Optional.empty();
    }
    var bytes = ByteBuffer.wrap(key);
    return Optional.of(new AccountId(new UUID(bytes.getLong(), bytes.getLong())));
  }

  /** Empty when the value is none of ours. */
  static Optional<LoggedEvent> read(ConsumerRecord<byte[], byte[]> message) {
    return EventCodec.read(message.value())
        .map(event -> new LoggedEvent(message.partition(), message.offset(), event));
  }
}
