package dev.millrace.worker.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.account.AccountId;
import dev.millrace.model.ModelName;
import dev.millrace.queue.DispatchRecord;
import dev.millrace.queue.Lane;
import dev.millrace.request.RequestId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FairTurnsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final int LOW_ONE_OF = 10;

  private final Random random = new Random(2);
  private final HandLimits limits = new HandLimits();
  private final FairTurns waiting = new FairTurns(1_000_000, LOW_ONE_OF, limits);
  private final AccountId ann = account();
  private final AccountId bob = account();
  private PartitionWindow window = new PartitionWindow(Turns.ROOMY, Mark.NONE);
  private long offset;

  @Test
  void turnsOfOneAccountKeepTheirOrder() {
    var turns = added(ann, 5);

    assertThat(waiting.take(10)).containsExactlyElementsOf(turns);
    assertThat(waiting.isEmpty()).isTrue();
  }

  @Test
  void noMoreAreTakenThanAskedFor() {
    var turns = added(ann, 5);

    assertThat(waiting.take(2)).containsExactly(turns.get(0), turns.get(1));
    assertThat(waiting.take(2)).containsExactly(turns.get(2), turns.get(3));
  }

  @Test
  void thereAreAsManyAsWaitAndHaveSlots() {
    var slots = new FairTurns(3, LOW_ONE_OF, limits);
    turns(ann, Lane.NORMAL, "local/echo", 2).forEach(slots::add);
    assertThat(slots.has(2)).isTrue();
    assertThat(slots.has(3)).isFalse();

    turns(ann, Lane.LOW, "local/echo", 3).forEach(slots::add);
    assertThat(slots.has(3)).isTrue();
    slots.take(2);

    assertThat(slots.has(1)).isTrue();
    assertThat(slots.has(2)).as("one slot is left").isFalse();
  }

  @Test
  void whatLimitsHoldBackIsNotThere() {
    limits.everyAccount(1);
    added(ann, 5);
    waiting.take(5);
    assertThat(waiting.has(1)).isFalse();

    added(bob, 1);
    assertThat(waiting.has(1)).isTrue();
    limits.everyAccount(5);
    waiting.limitsChanged();

    assertThat(waiting.has(5)).isTrue();
  }

  @Test
  void whatHasFallenAwayIsNotThere() {
    added(ann, 5);
    window.revoke();
    waiting.take(1);

    assertThat(waiting.has(1)).isFalse();
  }

  @Test
  void noMoreAreTakenThanThereAreSlots() {
    var slots = new FairTurns(2, LOW_ONE_OF, limits);
    var turns = turns(ann, Lane.NORMAL, "local/echo", 4);
    turns.forEach(slots::add);

    assertThat(slots.take(10)).containsExactly(turns.get(0), turns.get(1));
    slots.free(turns.get(1));
    assertThat(slots.take(10)).containsExactly(turns.get(2));
  }

  @Test
  void accountsTakeTurnsOneRequestAtATimeAlsoWithinOnePartition() {
    var first = added(ann, 3);
    var second = added(bob, 3);

    assertThat(waiting.take(10))
        .containsExactly(
            first.get(0), second.get(0), first.get(1), second.get(1), first.get(2), second.get(2));
  }

  @Test
  void aFloodDelaysAnothersRequestByOnePlace() {
    var flood = added(ann, 100_000);
    waiting.take(1);
    var lone = added(bob, 1);

    assertThat(waiting.take(2)).containsExactly(flood.get(1), lone.getFirst());
  }

  @Test
  void turnsOfARevokedPartitionFallAway() {
    added(ann, 100);
    window.revoke();
    window = new PartitionWindow(Turns.ROOMY, Mark.NONE);
    var kept = added(bob, 2);

    assertThat(waiting.take(10)).containsExactlyElementsOf(kept);
    assertThat(waiting.isEmpty()).isTrue();
  }

  @Test
  void whereNothingWaitsNothingIsTaken() {
    assertThat(waiting.take(10)).isEmpty();
    assertThat(waiting.isEmpty()).isTrue();
  }

  // --------------------------------------------------------------------------------------- lanes

  @Test
  void whileBothWaitLowHasOneSlotOfSoMany() {
    added(ann, Lane.NORMAL, "local/echo", 1_000);
    added(bob, Lane.LOW, "local/echo", 1_000);

    var taken = waiting.take(100);

    assertThat(taken).filteredOn(turn -> lane(turn) == Lane.LOW).hasSize(10);
  }

  @Test
  void lowHasAllThatNormalDoesNotUse() {
    added(ann, Lane.NORMAL, "local/echo", 3);
    added(bob, Lane.LOW, "local/echo", 50);

    var taken = waiting.take(50);

    assertThat(taken.subList(0, 3)).allMatch(turn -> lane(turn) == Lane.NORMAL);
    assertThat(taken).hasSize(50);
  }

  @Test
  void slotsThatLowDidNotWaitForAreNotSavedUp() {
    added(ann, Lane.NORMAL, "local/echo", 1_000);
    waiting.take(500);
    added(bob, Lane.LOW, "local/echo", 100);

    assertThat(waiting.take(9)).allMatch(turn -> lane(turn) == Lane.NORMAL);
    assertThat(waiting.take(1)).allMatch(turn -> lane(turn) == Lane.LOW);
  }

  @Test
  void withinTheLowLaneAccountsTakeTurnsToo() {
    var first = added(ann, Lane.LOW, "local/echo", 2);
    var second = added(bob, Lane.LOW, "local/echo", 2);

    assertThat(waiting.take(4))
        .containsExactly(first.get(0), second.get(0), first.get(1), second.get(1));
  }

  @Test
  void aShareThatWouldPutLowFirstIsRefused() {
    assertThatThrownBy(() -> new FairTurns(1, 1, limits))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("millrace.dispatch.low-one-of");
  }

  // -------------------------------------------------------------------------------------- limits

  @Test
  void anAccountAtItsLimitIsPassedByAndKeepsItsPlace() {
    limits.everyAccount(2);
    var many = added(ann, 4);
    var lone = added(bob, 1);

    assertThat(waiting.take(10)).containsExactly(many.get(0), lone.getFirst(), many.get(1));
    assertThat(waiting.take(10)).isEmpty();
    waiting.free(many.get(0));
    assertThat(waiting.take(10)).containsExactly(many.get(2));
  }

  @Test
  void aFullProviderHoldsUpOnlyThoseWhoWaitForIt() {
    limits.model("slow/model", "gpu", 1);
    var slow = added(ann, Lane.NORMAL, "slow/model", 3);
    var quick = added(ann, Lane.NORMAL, "local/echo", 2);

    assertThat(waiting.take(10)).containsExactly(slow.get(0), quick.get(0), quick.get(1));
    waiting.free(slow.get(0));
    assertThat(waiting.take(10)).containsExactly(slow.get(1));
  }

  @Test
  void modelsAndLanesOfOneProviderShareItsLimit() {
    limits.model("one/model", "gpu", 2);
    limits.model("other/model", "gpu", 2);
    var one = added(ann, Lane.NORMAL, "one/model", 2);
    added(bob, Lane.NORMAL, "other/model", 1);
    added(bob, Lane.LOW, "other/model", 1);

    assertThat(waiting.take(10)).hasSize(2);
    waiting.free(one.get(0));
    assertThat(waiting.take(10)).hasSize(1);
  }

  @Test
  void accountsTakeTurnsOnALimitedProvider() {
    limits.model("slow/model", "gpu", 1);
    var first = added(ann, Lane.NORMAL, "slow/model", 100);
    var second = added(bob, Lane.NORMAL, "slow/model", 1);
    waiting.take(10);
    waiting.free(first.getFirst());

    assertThat(waiting.take(10)).containsExactly(second.getFirst());
  }

  @Test
  void aLimitThatTheCatalogueBringsOrTakesAwayCountsForWhatWaits() {
    var turns = added(ann, Lane.NORMAL, "slow/model", 6);
    limits.model("slow/model", "gpu", 2);
    assertThat(waiting.take(10)).containsExactly(turns.get(0), turns.get(1));

    limits.model("slow/model", "gpu", 3);
    assertThat(waiting.take(10)).containsExactly(turns.get(2));

    limits.noneFor("slow/model");
    assertThat(waiting.take(10)).containsExactlyElementsOf(turns.subList(3, 6));
    turns.forEach(waiting::free);
    limits.model("slow/model", "gpu", 1);
    added(ann, Lane.NORMAL, "slow/model", 2);
    assertThat(waiting.take(10)).hasSize(1);
  }

  @Test
  void whatWasTakenOverCountsForTheLimits() {
    limits.model("slow/model", "gpu", 1);
    var takenOver = turns(bob, Lane.NORMAL, "slow/model", 1).getFirst();
    waiting.occupy(takenOver);
    added(ann, Lane.NORMAL, "slow/model", 1);

    assertThat(waiting.take(10)).isEmpty();
    waiting.free(takenOver);
    assertThat(waiting.take(10)).hasSize(1);
  }

  // ------------------------------------------------------------------------------------- helpers

  private List<Turn> added(AccountId account, int many) {
    return added(account, Lane.NORMAL, "local/echo", many);
  }

  private List<Turn> added(AccountId account, Lane lane, String model, int many) {
    var turns = turns(account, lane, model, many);
    turns.forEach(waiting::add);
    return turns;
  }

  private List<Turn> turns(AccountId account, Lane lane, String model, int many) {
    var turns = new ArrayList<Turn>();
    for (int i = 0; i < many; i++) {
      var name = ModelName.parse(model).orElseThrow();
      var dispatch = new DispatchRecord(RequestId.next(NOW, random), account, name, lane, true);
      turns.add(new Turn(dispatch, window, offset++, NOW));
    }
    return turns;
  }

  private AccountId account() {
    return AccountId.next(NOW, random);
  }

  private static Lane lane(Turn turn) {
    return turn.dispatchRecord().lane();
  }
}
