package dev.millrace.kafka;

import dev.millrace.queue.DispatchPosition;
import dev.millrace.queue.DispatchRecord;
import dev.millrace.queue.Dispatcher;
import dev.millrace.queue.Lane;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Dispatch records in Kafka, a topic for each lane. */
@ApplicationScoped
public class KafkaDispatcher implements Dispatcher {
  private final RecordSender sender;
  private final Topics topics;
  private final DispatchOffsets offsets;
  private final StripeChoice choice;

  KafkaDispatcher(
      RecordSender sender, KafkaConfig config, DispatchOffsets offsets, InstantSource clock) {
    this.sender = sender;
    this.topics = new Topics(config.topicPrefix());
    this.offsets = offsets;
    this.choice =
        new StripeChoice(new Stripes(config.dispatchPartitions(), config.stripes()), clock);
  }

  @Override
  public Uni<Void> ready() {
    return sender.ready();
  }

  @Override
  public Uni<List<DispatchPosition>> dispatch(List<DispatchRecord> records) {
    return Uni.createFrom().deferred(() -> send(records, partitionsFor(records)));
  }

  private Uni<List<DispatchPosition>> send(List<DispatchRecord> records, int[] partitions) {
    var messages = new ArrayList<ProducerRecord<byte[], byte[]>>(records.size());
    for (int i = 0; i < partitions.length; i++) {
      messages.add(message(records.get(i), partitions[i]));
    }
    return sender
        .send(messages)
        .onTermination()
        .invoke(() -> noLongerOnTheirWay(records, partitions))
        .map(metadata -> positions(records, metadata))
        .invoke(this::note);
  }

  /** Each choice counts for the next one, so that a batch spreads. */
  private int[] partitionsFor(List<DispatchRecord> records) {
    var partitions = new int[records.size()];
    var batch = new BatchChoice(choice, offsets::of, partitions.length);
    for (int i = 0; i < partitions.length; i++) {
      var turn = records.get(i);
      partitions[i] = batch.choose(turn);
      offsets.of(turn.lane()).sending(partitions[i]);
    }
    return partitions;
  }

  private void noLongerOnTheirWay(List<DispatchRecord> records, int[] partitions) {
    for (int i = 0; i < partitions.length; i++) {
      offsets.of(records.get(i).lane()).sent(partitions[i]);
    }
  }

  private void note(List<DispatchPosition> positions) {
    for (var position : positions) {
      offsets.of(position.lane()).wrote(position.partition(), position.offset() + 1);
    }
  }

  private ProducerRecord<byte[], byte[]> message(DispatchRecord turn, int partition) {
    return new ProducerRecord<>(
        topics.dispatch(turn.lane()),
        partition,
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
