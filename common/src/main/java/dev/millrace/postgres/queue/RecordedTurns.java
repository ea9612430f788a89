package dev.millrace.postgres.queue;

import dev.millrace.queue.DispatchPosition;
import dev.millrace.queue.Submission;
import dev.millrace.request.RequestId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the turns of submissions stand in Kafka, as far as they were recorded. */
record RecordedTurns(Map<RequestId, DispatchPosition> positions) {
  RecordedTurns {
    positions = Map.copyOf(positions);
  }

  static RecordedTurns none() {
    return new RecordedTurns(Map.of());
  }

  /**
   * With those of some more.
   *
   * @param more their positions, in the same order
   */
  RecordedTurns with(List<Submission> submissions, List<DispatchPosition> more) {
    var all = new HashMap<>(positions);
    for (int i = 0; i < submissions.size(); i++) {
      all.put(submissions.get(i).id(), more.get(i));
    }
    return new RecordedTurns(all);
  }

  /** Those whose turns are still to be recorded. */
  List<Submission> missing(List<Submission> submissions) {
    return submissions.stream().filter(one -> !positions.containsKey(one.id())).toList();
  }

  /** In the order of the submissions, all of which were recorded. */
  List<DispatchPosition> of(List<Submission> submissions) {
    return submissions.stream().map(one -> positions.get(one.id())).toList();
  }
}
