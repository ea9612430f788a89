package dev.millrace.api.call;

import dev.millrace.account.Spender;
import dev.millrace.money.Money;
import dev.millrace.till.EndedCall;
import dev.millrace.till.Reservation;
import dev.millrace.till.Till;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A till that grants when the test says so, and remembers what was settled. */
final class PaperTill implements Till {
  private final List<EndedCall> settled = new CopyOnWriteArrayList<>();
  private CompletableFuture<Void> opened = CompletableFuture.completedFuture(null);

  /** From now on credit has to be waited for. */
  CompletableFuture<Void> keepWaiting() {
    opened = new CompletableFuture<>();
    return opened;
  }

  List<EndedCall> settled() {
    return settled;
  }

  @Override
  public Uni<Reserved> reserve(Spender spender, Money amount) {
    return Uni.createFrom()
        .completionStage(opened)
        .map(now -> new Reserved.Granted(new Reservation(UUID.randomUUID(), spender, amount)));
  }

  @Override
  public Uni<Void> settle(Reservation reservation, EndedCall call) {
    if (call.charge().compareTo(reservation.amount()) > 0) {
      throw new AssertionError("charged more than was reserved: " + call);
    }
    settled.add(call);
    return Uni.createFrom().voidItem();
  }
}
