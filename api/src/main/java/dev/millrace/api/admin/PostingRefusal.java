package dev.millrace.api.admin;

import dev.millrace.account.Posted;
import dev.millrace.api.http.fault.Refusal;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;

/** Why money was not moved, in words for the operator. Pure. */
final class PostingRefusal {
  private PostingRefusal() {}

  static FaultException of(Posted posted) {
    return switch (posted) {
      case Posted.Applied applied -> throw notRefused(applied);
      case Posted.Repeated repeated -> throw notRefused(repeated);
      case Posted.KeyReused() ->
          new FaultException(
              FaultCode.IDEMPOTENCY_KEY_REUSED,
              "this Idempotency-Key came before with another body or on another route; no money was"
                  + " moved now");
      case Posted.AccountUnknown() -> AccountPath.unknown();
      case Posted.TooLarge() ->
          Refusal.of("amount", "maximum", "would take the balance past what we can keep");
      case Posted.NotCovered(var needed, var available) ->
          new FaultException(
              Fault.of(
                      FaultCode.CONFLICT,
                      "%s USD are to be taken and %s USD are available; take less, or wait until running requests have ended"
                          .formatted(needed, available))
                  .with("needed", needed.toString())
                  .with("available", available.toString()));
      case Posted.RequestUnknown() ->
          new FaultException(FaultCode.NOT_FOUND, "the account has no such request");
      case Posted.NotCharged() ->
          new FaultException(
              FaultCode.CONFLICT,
              "nothing was charged for this request, so there is nothing to give back");
      case Posted.AboveCharge(var charge) ->
          Refusal.of(
              "amount", "maximum", "must be at most %s, which was charged".formatted(charge));
      case Posted.RefundedBefore() ->
          new FaultException(
              FaultCode.CONFLICT,
              "this charge was given back before; give more as a credit or an adjustment");
    };
  }

  private static IllegalArgumentException notRefused(Posted posted) {
    return new IllegalArgumentException("this was no refusal: " + posted);
  }
}
