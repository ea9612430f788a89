package dev.millrace.api.gateway.responses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.background.BackgroundResponse;
import dev.millrace.background.EventScribe;
import dev.millrace.background.ResponseEvents;
import dev.millrace.conversation.Frame;
import dev.millrace.conversation.Piece;
import dev.millrace.conversation.Transcript;
import dev.millrace.event.EventLog;
import dev.millrace.money.Money;
import dev.millrace.money.Usage;
import dev.millrace.queue.Claim;
import dev.millrace.queue.Recall;
import dev.millrace.queue.RequestQueue;
import dev.millrace.queue.Standing;
import dev.millrace.queue.Verdict;
import dev.millrace.queue.WorkerId;
import dev.millrace.replay.Portion;
import dev.millrace.replay.Replay;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Makes responses as a worker would, step by step, where there is none. */
@ApplicationScoped
public class HandWorker {
  static final Usage USAGE = new Usage(3, 0, 0, 5, 0, 1, List.of(), Duration.ofMillis(1));
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RequestQueue queue;
  private final Replay replay;
  private final EventLog events;

  HandWorker(RequestQueue queue, Replay replay, EventLog events) {
    this.queue = queue;
    this.replay = replay;
    this.events = events;
  }

  Work claims(RequestId request) {
    var worker = new WorkerId(UUID.randomUUID());
    var claim = now(queue.claim(worker, List.of(request), Instant.now())).getFirst();
    return new Work(worker, claim);
  }

  /** The worker before is thought dead. */
  Work takesOver(RequestId request) {
    var worker = new WorkerId(UUID.randomUUID());
    var later = Instant.now().plusSeconds(3600);
    var claim = now(queue.takeOver(worker, List.of(request), later, Instant.now())).getFirst();
    return new Work(worker, claim);
  }

  private static <T> T now(Uni<T> uni) {
    return uni.await().atMost(SOON);
  }

  /** One attempt. */
  final class Work {
    private final WorkerId worker;
    private final Claim claim;
    private final Transcript transcript = new Transcript();
    private final EventScribe scribe;
    private int next = ResponseEvents.FIRST_SAID;

    private Work(WorkerId worker, Claim claim) {
      this.worker = worker;
      this.claim = claim;
      this.scribe = new EventScribe(response(claim), transcript);
    }

    private static BackgroundResponse response(Claim claim) {
      try {
        return BackgroundResponse.of(
                claim.request(), claim.origin().createdAt(), JSON.readTree(claim.input()))
            .orElseThrow();
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
    }

    void says(String words) {
      var piece = new Piece.Text(Piece.Kind.CONTENT, words);
      transcript.add(piece);
      append(scribe.piece(piece));
    }

    private void append(List<Frame> frames) {
      var kept = now(replay.append(List.of(new Portion(claim.id(), next, frames))));
      assertThat(kept).containsExactly(true);
      next += frames.size();
    }

    void completes(String charge) {
      append(scribe.end(USAGE, "stop"));
      ends(new Verdict.Complete(scribe.ended().toString(), List.of(), Money.parse(charge), USAGE));
    }

    boolean isAskedToStop() {
      return now(queue.recalls(worker, List.of(claim.id()))).stream()
          .anyMatch(recall -> recall.reason() == Recall.Reason.CANCELLED);
    }

    void ends(Verdict verdict) {
      var settled =
          now(queue.settle(List.of(new Verdict.Of(claim, "hand", verdict, Instant.now()))));
      assertThat(settled.getFirst().applied()).isTrue();
      var standing = now(queue.standingOf(List.of(claim.request()), Instant.now()));
      now(events.announce(standing.stream().map(Standing::transition).toList()));
    }
  }
}
