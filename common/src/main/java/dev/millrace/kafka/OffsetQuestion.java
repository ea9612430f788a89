package dev.millrace.kafka;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Asks Kafka for all offsets of the dispatch topics: first, last, and what the group committed. */
final class OffsetQuestion {
  private final Admin admin;
  private final String group;
  private final List<TopicPartition> partitions;

  OffsetQuestion(Admin admin, String group, Topics topics, int partitionsOfEach) {
    this.admin = admin;
    this.group = group;
    this.partitions = new ArrayList<>();
    for (var topic : topics.allDispatch()) {
      for (int p = 0; p < partitionsOfEach; p++) {
        partitions.add(new TopicPartition(topic, p));
      }
    }
  }

  /**
   * What Kafka said.
   *
   * @param committed without the partitions of which nothing was committed yet
   */
  record Answer(
      Map<TopicPartition, OffsetAndMetadata> committed,
      Map<TopicPartition, ListOffsetsResultInfo> first,
      Map<TopicPartition, ListOffsetsResultInfo> end) {

    Seen of(TopicPartition partition) {
      var commit = committed.get(partition);
      return commit == null
          ? new Seen(first.get(partition).offset(), end.get(partition).offset())
          : new Seen(
              commit.offset() + CommitNote.count(commit.metadata()), end.get(partition).offset());
    }
  }

  /** How far a partition's requests have ended, and how far its records reach. */
  record Seen(long passed, long end) {
    /** An end before what was passed is that of a topic made anew. */
    void noteIn(LaneOffsets lane, int partition) {
      if (end < lane.passed(partition)) {
        lane.restart(partition, end, Math.min(passed, end));
      } else {
        lane.wrote(partition, end);
        lane.passed(partition, Math.min(passed, end));
      }
    }
  }

  CompletionStage<Answer> ask() {
    // What was passed is asked before the ends, so that it is never beyond them.
    return committed()
        .thenCompose(
            commits ->
                list(OffsetSpec.earliest())
                    .thenCombine(
                        list(OffsetSpec.latest()),
                        (first, end) -> new Answer(commits, first, end)));
  }

  private CompletionStage<Map<TopicPartition, OffsetAndMetadata>> committed() {
    return admin
        .listConsumerGroupOffsets(group)
        .partitionsToOffsetAndMetadata()
        .toCompletionStage()
        .thenApply(OffsetQuestion::known);
  }

  private CompletionStage<Map<TopicPartition, ListOffsetsResultInfo>> list(OffsetSpec spec) {
    var asked = partitions.stream().collect(Collectors.toMap(Function.identity(), p -> spec));
    return admin.listOffsets(asked).all().toCompletionStage();
  }

  /** Partitions without a commit come as null. */
  private static Map<TopicPartition, OffsetAndMetadata> known(
      Map<TopicPartition, OffsetAndMetadata> offsets) {
    var known = new HashMap<>(offsets);
    known.values().removeIf(Objects::isNull);
    return known;
  }
}
