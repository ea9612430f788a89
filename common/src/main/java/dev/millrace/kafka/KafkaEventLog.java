package dev.millrace.kafka;

import dev.millrace.event.EventLog;
import dev.millrace.event.RequestEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Events in Kafka, keyed by account: one order and one offset for each subscriber. */
@ApplicationScoped
public class KafkaEventLog implements EventLog {
  private final RecordSender sender;
  private final String topic;

  KafkaEventLog(RecordSender sender, KafkaConfig config) {
    this.sender = sender;
    this.topic = new Topics(config.topicPrefix()).events();
  }

  @Override
  public Uni<Void> announce(List<RequestEvent> events) {
    var messages = new ArrayList<ProducerRecord<byte[], byte[]>>(events.size());
    for (var event : events) {
      messages.add(message(event));
    }
    return sender.send(messages).replaceWithVoid();
  }

  private ProducerRecord<byte[], byte[]> message(RequestEvent event) {
    return new ProducerRecord<>(topic, EventCodec.key(event), EventCodec.value(event));
  }
}
