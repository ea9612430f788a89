package dev.millrace.worker.dispatch;

import static dev.millrace.queue.Submissions.aSubmission;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.kafka.DispatchCodec;
import dev.millrace.kafka.Topics;
import dev.millrace.queue.Lane;
import dev.millrace.testing.HandClock;
import dev.millrace.testing.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.OffsetMetadataTooLarge;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.Test;

/** The loop on Kafka's own consumer without a Kafka; each poll does what the test scheduled. */
class PollLoopTest {
  private static final Topics TOPICS = new Topics("test");
  private static final TopicPartition PARTITION = new TopicPartition("test.dispatch.normal", 0);
  private static final int WINDOW = 4;

  private final HandClock clock = new HandClock();
  private WokenConsumer kafka = new WokenConsumer();
  private final List<Turn> read = new ArrayList<>();
  private final Assignment assignment = new Assignment(TOPICS);
  private int end;

  @Test
  void whatHasEndedIsCommittedWhenTheLoopStops() {
    var loop = loop(turns -> turns.get(0).acknowledge());
    arrive(2);
    onPoll(
        () -> {
          read.get(1).acknowledge();
          loop.stop();
        });

    loop.run();

    assertThat(kafka.committed.offset()).isEqualTo(2);
    assertThat(loop.hasFailed()).isFalse();
  }

  @Test
  void whatHasEndedIsCommittedAlsoWhenTheCallToStopComesOutsideOfAPoll() {
    var loops = new ArrayList<PollLoop>();
    var loop =
        loop(
            turns -> {
              if (read.size() == 2) {
                read.forEach(Turn::acknowledge);
                loops.getFirst().stop();
              }
            });
    loops.add(loop);
    arrive(1);
    arrive(1);

    loop.run();

    assertThat(kafka.committed.offset()).isEqualTo(2);
  }

  @Test
  void whatHasEndedIsCommittedWhileTheLoopRuns() {
    var loop = loop(turns -> turns.forEach(Turn::acknowledge));
    arrive(3);
    onPoll(() -> clock.turn(Duration.ofSeconds(1)));
    onPoll(
        () -> {
          assertThat(kafka.committed(Set.of(PARTITION)).get(PARTITION).offset()).isEqualTo(3);
          loop.stop();
        });

    loop.run();

    assertThat(loop.hasFailed()).isFalse();
  }

  @Test
  void whatEndedBeyondTheCommittedOffsetIsPassedOverByWhoeverReadsNext() {
    var first = loop(turns -> {});
    arrive(4);
    onPoll(
        () -> {
          read.get(1).acknowledge();
          read.get(3).acknowledge();
          first.stop();
        });
    first.run();
    var left = kafka.committed;
    read.clear();
    end = 0;

    kafka = new WokenConsumer();
    var second = loop(turns -> {});
    arriveAfter(Map.of(PARTITION, left), 5);
    onPoll(
        () -> {
          assertThat(read).hasSize(3);
          read.get(0).acknowledge();
          second.stop();
        });
    second.run();

    assertThat(second.hasFailed()).isFalse();
    assertThat(kafka.committed.offset()).isEqualTo(2);
  }

  @Test
  void whereKafkaTakesNoLongNoteOnlyTheNumberIsCommitted() {
    kafka.longestNote = "ended=1".length();
    var loop = loop(turns -> turns.getLast().acknowledge());
    arrive(2);
    onPoll(() -> clock.turn(Duration.ofSeconds(1)));
    onPoll(() -> clock.turn(Duration.ofSeconds(1)));
    onPoll(
        () -> {
          var commit = kafka.committed(Set.of(PARTITION)).get(PARTITION);
          assertThat(commit).isEqualTo(new OffsetAndMetadata(0, "ended=1"));
          loop.stop();
        });

    loop.run();

    assertThat(loop.hasFailed()).isFalse();
  }

  @Test
  void aFullWindowPausesItsPartitionUntilHalfOfItHasEnded() {
    var loop = loop(turns -> {});
    arrive(WINDOW);
    onPoll(
        () -> {
          assertThat(kafka.paused()).containsExactly(PARTITION);
          read.get(0).acknowledge();
        });
    onPoll(
        () -> {
          assertThat(kafka.paused()).containsExactly(PARTITION);
          read.get(1).acknowledge();
        });
    onPoll(
        () -> {
          assertThat(kafka.paused()).isEmpty();
          loop.stop();
        });

    loop.run();

    assertThat(loop.hasFailed()).isFalse();
  }

  @Test
  void aForeignRecordIsSkippedAndHoldsNobodyUp() {
    var loop = loop(turns -> turns.forEach(Turn::acknowledge));
    onPoll(
        () -> {
          assign();
          kafka.addRecord(
              new ConsumerRecord<>(
                  PARTITION.topic(), 0, end++, null, "x".getBytes(StandardCharsets.US_ASCII)));
        });
    onPoll(loop::stop);

    loop.run();

    assertThat(read).isEmpty();
    assertThat(kafka.committed.offset()).isEqualTo(1);
  }

  @Test
  void turnsOfARevokedPartitionSaySo() {
    var loop = loop(turns -> {});
    arrive(1);
    onPoll(() -> kafka.rebalance(List.of()));
    onPoll(loop::stop);

    loop.run();

    assertThat(read.getFirst().isRevoked()).isTrue();
  }

  @Test
  void offsetsThatBeginAgainBeginAWindowAnewAndEndNothing() {
    var loop = loop(turns -> {});
    end = 100;
    arrive(2);
    onPoll(
        () -> {
          end = 0;
          kafka.seekToBeginning(List.of(PARTITION));
        });
    arrive(1);
    onPoll(
        () -> {
          read.getLast().acknowledge();
          read.getFirst().acknowledge();
          loop.stop();
        });

    loop.run();

    assertThat(loop.hasFailed()).isFalse();
    assertThat(read).hasSize(3);
    assertThat(read.get(1).isRevoked()).isTrue();
    assertThat(read.getLast().isRevoked()).isFalse();
    assertThat(kafka.committed.offset()).isEqualTo(1);
  }

  @Test
  void whichPartitionsAreOursIsKnownWhileTheyAre() {
    var loop = loop(turns -> {});
    var counted = new ArrayList<Integer>();
    arrive(1);
    onPoll(
        () -> {
          counted.add(assignment.countOf(Lane.NORMAL, new int[] {0, 1}));
          counted.add(assignment.countOf(Lane.LOW, new int[] {0, 1}));
          kafka.rebalance(List.of());
        });
    onPoll(
        () -> {
          counted.add(assignment.count());
          loop.stop();
        });

    loop.run();

    assertThat(counted).containsExactly(1, 0, 0);
  }

  @Test
  void aLoopThatEndsByABugSaysSo() {
    var loop =
        loop(
            turns -> {
              throw new IllegalStateException("a bug");
            });
    arrive(1);

    loop.run();

    assertThat(loop.hasFailed()).isTrue();
  }

  private PollLoop loop(Consumer<List<Turn>> turns) {
    var config =
        Settings.of(
            DispatchConfig.class, Map.of("millrace.dispatch.window", Integer.toString(WINDOW)));
    return new PollLoop(kafka, TOPICS, config, clock, assignment, offered -> take(offered, turns));
  }

  private void take(List<Turn> offered, Consumer<List<Turn>> turns) {
    read.addAll(offered);
    turns.accept(offered);
  }

  private void onPoll(Runnable task) {
    kafka.schedulePollTask(task);
  }

  private void arrive(int many) {
    arriveAfter(Map.of(), many);
  }

  private void arriveAfter(Map<TopicPartition, OffsetAndMetadata> committed, int many) {
    onPoll(
        () -> {
          if (!committed.isEmpty()) {
            kafka.commitSync(committed);
          }
          assign();
          for (int i = 0; i < many; i++) {
            var turn = aSubmission().make().dispatchRecord();
            kafka.addRecord(
                new ConsumerRecord<>(
                    PARTITION.topic(),
                    0,
                    end++,
                    DispatchCodec.key(turn),
                    DispatchCodec.value(turn)));
          }
        });
  }

  private void assign() {
    kafka.rebalance(List.of(PARTITION));
    kafka.updateBeginningOffsets(Map.of(PARTITION, 0L));
  }

  /** Kafka's mock forgets that a real consumer's commit is ended by a wake-up that came before. */
  private static final class WokenConsumer extends MockConsumer<byte[], byte[]> {
    private boolean woken;
    private OffsetAndMetadata committed;
    private int longestNote = 4_096;

    WokenConsumer() {
      super("earliest");
    }

    @Override
    public synchronized void wakeup() {
      woken = true;
      super.wakeup();
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      try {
        return super.poll(timeout);
      } catch (WakeupException e) {
        woken = false;
        throw e;
      }
    }

    @Override
    public synchronized void commitAsync(
        Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
      if (offsets.get(PARTITION).metadata().length() > longestNote) {
        callback.onComplete(offsets, new OffsetMetadataTooLarge("too long"));
        return;
      }
      committed = offsets.get(PARTITION);
      super.commitAsync(offsets, callback);
    }

    @Override
    public synchronized void commitSync(
        Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
      if (woken) {
        woken = false;
        throw new WakeupException();
      }
      committed = offsets.get(PARTITION);
      super.commitSync(offsets, timeout);
    }
  }
}
