package dev.millrace.postgres.replay;

import static dev.millrace.queue.Submissions.aSubmission;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.conversation.Frame;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.postgres.queue.Ports;
import dev.millrace.postgres.queue.PostgresStage;
import dev.millrace.queue.Claim;
import dev.millrace.queue.RequestQueue;
import dev.millrace.queue.Stage;
import dev.millrace.queue.Verdict;
import dev.millrace.queue.WorkerId;
import dev.millrace.replay.Place;
import dev.millrace.replay.Portion;
import dev.millrace.replay.Replay;
import dev.millrace.replay.ReplayContract;
import dev.millrace.request.RequestId;
import dev.millrace.testing.Database;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PostgresReplayIT extends ReplayContract {
  private static final Database DATABASE = Database.shared();
  private static final Replay REPLAY = new PostgresReplay(DATABASE.pool());
  private static final Stage STAGE = new PostgresStage(DATABASE);
  private static final RequestQueue QUEUE = Ports.queue(DATABASE);

  @Override
  protected Replay replay() {
    return REPLAY;
  }

  @Override
  protected RequestQueue queue() {
    return QUEUE;
  }

  @Override
  protected Stage stage() {
    return STAGE;
  }

  /**
   * Whoever has taken a request over and finds that nothing was said may begin at the beginning.
   */
  @Test
  void anAppendAndATakeOverThatMeetAgreeOnWhoWasFirst() {
    int before = 0;
    for (int round = 0; round < 200; round++) {
      var claim = claimed();
      var portion = new Portion(claim.id(), 0, List.of(new Frame("said", "{}")));
      var append = REPLAY.append(List.of(portion)).map(List::getFirst);
      var isBegun = takenOver(claim).chain(() -> REPLAY.isBegun(claim.request()));

      var met = now(Uni.combine().all().unis(append, isBegun).asTuple());

      assertThat(met.getItem2()).isEqualTo(met.getItem1());
      before += met.getItem1() ? 1 : 0;
    }
    assertThat(before).as("rounds in which the append was first").isPositive();
  }

  @Test
  void whatWasSaidGoesWithTheWeekOfItsRequest() {
    var longAgo = Instant.parse("2014-03-05T12:00:00Z");
    DATABASE.run(
        "select make_payload_partitions($1, $2)",
        longAgo.atOffset(ZoneOffset.UTC),
        longAgo.plusSeconds(1).atOffset(ZoneOffset.UTC));
    var id = RequestId.next(longAgo, new Random(1));
    DATABASE.run(
        "insert into response_event (request_id, sequence, name, body) values ($1, 0, 'said',"
            + " '{}')",
        id.value());

    var dropped =
        DATABASE.run(
            "select drop_payload_partition($1) as dropped",
            Instant.parse("2014-03-10T00:00:00Z").atOffset(ZoneOffset.UTC));

    assertThat(dropped.getFirst().getString("dropped")).isEqualTo("request_payload_2014w10");
    assertThat(DATABASE.run("select to_regclass('response_event_2014w10') as part"))
        .allMatch(row -> row.getValue("part") == null);
  }

  @Test
  void whatWasSaidGoesWhenItsCallerDeletesThePayloads() {
    var claim = claimed();
    now(REPLAY.append(List.of(new Portion(claim.id(), 0, List.of(new Frame("said", "{}"))))));
    var verdict = new Verdict.Fail(Fault.of(FaultCode.PROVIDER_BROKEN, "it broke"));
    now(QUEUE.settle(List.of(new Verdict.Of(claim, "test", verdict, Instant.now()))));

    now(Ports.purge(DATABASE).purge(claim.account(), claim.request(), Instant.now()));

    assertThat(now(REPLAY.isBegun(claim.request()))).isFalse();
  }

  @Test
  void aRequestThatNeverWasSaysNothingAndHasNotEnded() {
    var unknown = RequestId.next(Instant.now(), new Random(7));

    var heard = now(REPLAY.since(List.of(new Place(unknown, 0)), 10)).getFirst();

    assertThat(heard.events()).isEmpty();
    assertThat(heard.ended()).isFalse();
  }

  /** A take-over passes by a row that somebody holds, and comes again. */
  private static Uni<List<Claim>> takenOver(Claim claim) {
    var later = Instant.now().plusSeconds(60);
    return QUEUE
        .takeOver(new WorkerId(UUID.randomUUID()), List.of(claim.request()), later, later)
        .chain(taken -> taken.isEmpty() ? takenOver(claim) : Uni.createFrom().item(taken));
  }

  private static Claim claimed() {
    var submission = aSubmission().of(STAGE.account("1")).make();
    STAGE.admit(submission);
    var worker = new WorkerId(UUID.randomUUID());
    return now(QUEUE.claim(worker, List.of(submission.id()), Instant.now())).getFirst();
  }
}
