package dev.millrace.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jboss.logging.Logger;

/** Brings an existing dispatch topic to the number of partitions that is set. */
record PartitionCount(Admin admin, String topic) {
  private static final Logger LOG = Logger.getLogger(PartitionCount.class);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
  private static final int LOOKS = 50;

  /** Throws when the topic has fewer partitions and could not be given more. */
  void growTo(int wanted) {
    int there = count();
    if (there < wanted) {
      grow(there, wanted);
    } else if (there > wanted) {
      LOG.warnf(
          "topic %s has %d partitions, but millrace.kafka.dispatch-partitions is %d: nothing new"
              + " goes to the others; set it to %d in the api and the workers",
          topic, there, wanted, there);
    }
  }

  private void grow(int there, int wanted) {
    try {
      admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(wanted))).all().get();
      LOG.infof("topic %s has grown from %d to %d partitions", topic, there, wanted);
    } catch (ExecutionException e) {
      // Two apps that start at once may both try; the second is told that it is done.
      if (!(e.getCause() instanceof InvalidPartitionsException) || count() < wanted) {
        throw tooFew(there, wanted, e.getCause());
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** A topic made a moment ago may not be known to every broker yet. */
  private int count() {
    for (int look = 1; ; look++) {
      try {
        return admin
            .describeTopics(List.of(topic))
            .allTopicNames()
            .get()
            .get(topic)
            .partitions()
            .size();
      } catch (ExecutionException e) {
        if (look == LOOKS || !(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw new IllegalStateException(
              "cannot find out how many partitions topic %s has; may this user describe topics?"
                  .formatted(topic),
              e.getCause());
        }
        await();
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
  }

  private void await() {
    try {
      Thread.sleep(LOOK_AGAIN);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private IllegalStateException tooFew(int there, int wanted, Throwable cause) {
    return new IllegalStateException(
        "topic %s has %d partitions and could not be given %d; add them yourself, or set millrace.kafka.dispatch-partitions to %d in the api and the workers"
            .formatted(topic, there, wanted, there),
        cause);
  }

  private IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while looking at topic " + topic, e);
  }
}
