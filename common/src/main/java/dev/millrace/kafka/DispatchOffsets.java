package dev.millrace.kafka;

import dev.millrace.queue.Lane;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Map;

/** What this process knows of the dispatch topics' offsets, lane by lane. */
@ApplicationScoped
public class DispatchOffsets {
  private final Map<Lane, LaneOffsets> lanes = new EnumMap<>(Lane.class);

  DispatchOffsets(KafkaConfig config) {
    for (var lane : Lane.values()) {
      lanes.put(lane, new LaneOffsets(config.dispatchPartitions()));
    }
  }

  LaneOffsets of(Lane lane) {
    return lanes.get(lane);
  }
}
