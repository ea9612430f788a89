package dev.millrace.kafka;

import dev.millrace.queue.DispatchPosition;
import dev.millrace.queue.DispatchRecord;
import dev.millrace.queue.Dispatcher;
import dev.millrace.queue.Lane;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Dispatch records in Kafka, a topic for each lane. */
@ApplicationScoped
public class KafkaDispatcher implements Dispatcher {
  private final RecordSender sender;
  private final Topics topics;
  private final Stripes stripes;

  KafkaDispatcher(RecordSender sender, KafkaConfig config) {
    this.sender = sender;
    this.topics = new Topics(config.topicPrefix());
    this.stripes = new Stripes(config.dispatchPartitions(), config.stripes());
  }

  @Override
  public Uni<Void> ready() {
    return sender.ready();
  }

  @Override
  public Uni<List<DispatchPosition>> dispatch(List<DispatchRecord> records) {
    return sender
        .send(records.stream().map(this::message).toList())
        .map(metadata -> positions(records, metadata));
  }

  private ProducerRecord<byte[], byte[]> message(DispatchRecord turn) {
    return new ProducerRecord<>(
        topics.dispatch(turn.lane()),
        stripes.partitionOf(turn.account(), turn.request()),
        DispatchCodec.key(turn),
        DispatchCodec.value(turn));
  }

  private static List<DispatchPosition> positions(
      List<DispatchRecord> records, List<RecordMetadata> metadata) {
    var positions = new ArrayList<DispatchPosition>(records.size());
    for (int i = 0; i < records.size(); i++) {
      positions.add(position(records.get(i).lane(), metadata.get(i)));
    }
    return positions;
  }

  private static DispatchPosition position(Lane lane, RecordMetadata metadata) {
    return new DispatchPosition(lane, metadata.partition(), metadata.offset());
  }
}
