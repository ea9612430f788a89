package dev.millrace.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.account.AccountId;
import dev.millrace.account.Limits;
import dev.millrace.limit.CallSlots.Got;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every keeper of call slots does, seen from two nodes. */
public abstract class CallSlotsContract {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final AccountId account = new AccountId(UUID.randomUUID());

  protected abstract CallSlots here();

  protected abstract CallSlots there();

  /** The first node dies without a word. */
  protected abstract void killHere();

  @Test
  void noMoreThanTheLimitOnBothNodesTogether() {
    var budget = atMost(2);

    assertThat(take(here(), budget)).isInstanceOf(Got.Slot.class);
    assertThat(take(there(), budget)).isInstanceOf(Got.Slot.class);
    assertThat(take(here(), budget)).isEqualTo(new Got.Full(budget));
    assertThat(take(there(), budget)).isEqualTo(new Got.Full(budget));
  }

  @Test
  void whatIsGivenBackAnotherNodeMayHave() {
    var budget = atMost(1);
    giveBack(take(here(), budget));

    await().atMost(SOON).until(() -> take(there(), budget) instanceof Got.Slot);
  }

  @Test
  void givingBackTwiceIsGivingBackOnce() {
    var budget = atMost(2);
    var one = take(here(), budget);
    take(here(), budget);
    giveBack(one);
    giveBack(one);

    assertThat(take(here(), budget)).isInstanceOf(Got.Slot.class);
    assertThat(take(here(), budget)).isInstanceOf(Got.Full.class);
  }

  /** What is on its way back is not lacking. */
  @Test
  void whatWasGivenBackIsThereAgainAtOnce() {
    var budget = atMost(2);
    take(here(), budget);

    for (int call = 0; call < 200; call++) {
      var slot = take(here(), budget);
      assertThat(slot).as("call %d", call).isInstanceOf(Got.Slot.class);
      giveBack(slot);
    }
  }

  @Test
  void aKeysOwnLimitLeavesOtherKeysAlone() {
    var ofKey =
        new Budget(Subject.of(account, UUID.randomUUID()), "this key", limits(Optional.of(1)));
    var ofAccount = atMost(2);
    got(here().take(List.of(ofKey, ofAccount)));

    assertThat(got(there().take(List.of(ofKey, ofAccount)))).isEqualTo(new Got.Full(ofKey));
    assertThat(take(there(), ofAccount)).isInstanceOf(Got.Slot.class);
  }

  @Test
  void whatHasNoLimitTakesNoSlot() {
    var budget = new Budget(Subject.of(account), "the plan test", Limits.NONE);

    assertThat(IntStream.range(0, 100).mapToObj(call -> take(here(), budget)))
        .allMatch(Got.Slot.class::isInstance);
  }

  @Test
  void slotsOfADeadNodeAreFreeAfterAWhile() {
    var budget = atMost(1);
    take(here(), budget);
    killHere();

    await().atMost(SOON).until(() -> take(there(), budget) instanceof Got.Slot);
  }

  @Test
  void manyAtOnceAreNeverMoreThanTheLimit() {
    var budget = atMost(40);
    var asked = new ArrayList<Uni<Got>>();
    for (int call = 0; call < 200; call++) {
      asked.add((call % 2 == 0 ? here() : there()).take(List.of(budget)));
    }

    var got = got(Uni.join().all(asked).andCollectFailures());

    assertThat(got.stream().filter(Got.Slot.class::isInstance)).hasSize(40);
  }

  private Budget atMost(int limit) {
    return new Budget(Subject.of(account), "the plan test", limits(Optional.of(limit)));
  }

  private static Limits limits(Optional<Integer> atOnce) {
    return new Limits(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), atOnce);
  }

  private static Got take(CallSlots slots, Budget budget) {
    return got(slots.take(List.of(budget)));
  }

  private static void giveBack(Got got) {
    ((Got.Slot) got).giveBack().run();
  }

  private static <T> T got(Uni<T> answer) {
    return answer.await().atMost(SOON);
  }
}
