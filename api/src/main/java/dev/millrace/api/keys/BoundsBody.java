package dev.millrace.api.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.account.KeyCaps;
import dev.millrace.account.Limits;
import dev.millrace.api.billing.Amount;
import dev.millrace.api.http.fault.Refusal;
import dev.millrace.dialect.Fields;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.money.Money;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Reads the limits and the spend caps in a body, for {@link KeyBody}. Pure. */
final class BoundsBody {
  private static final String LIMITS = "limits";
  private static final String CAPS = "spendCaps";
  private static final long MOST = 1_000_000_000_000L;

  private final ObjectNode body;
  private final Fields fields;

  BoundsBody(ObjectNode body, Fields fields) {
    this.body = body;
    this.fields = fields;
  }

  Limits limits(Limits before) {
    var given = fields.object(LIMITS);
    if (given.isEmpty()) {
      return body.has(LIMITS) ? Limits.NONE : before;
    }
    var limits =
        new Limits(
            limit(given.get(), "requestsPerMinute", before.perMinute(), MOST),
            limit(given.get(), "requestsPerHour", before.perHour(), MOST),
            limit(given.get(), "requestsPerDay", before.perDay(), MOST),
            limit(given.get(), "tokensPerMinute", before.tokensPerMinute(), MOST),
            limit(
                    given.get(),
                    "concurrentRequests",
                    before.atOnce().map(Integer::longValue),
                    Integer.MAX_VALUE)
                .map(Math::toIntExact));
    refuseOthers(given.get());
    return limits;
  }

  private Optional<Long> limit(Fields given, String name, Optional<Long> before, long most) {
    if (!body.get(LIMITS).has(name)) {
      return before;
    }
    var limit = given.whole(name);
    if (limit.filter(value -> value < 1 || value > most).isPresent()) {
      throw Refusal.of(
          List.of(LIMITS, name),
          "minimum",
          "must be from 1 to %d; null takes the limit away".formatted(most));
    }
    return limit;
  }

  KeyCaps caps(KeyCaps before) {
    var given = fields.object(CAPS);
    if (given.isEmpty()) {
      return body.has(CAPS) ? KeyCaps.NONE : before;
    }
    var caps =
        new KeyCaps(
            cap(given.get(), "day", before.day()), cap(given.get(), "total", before.total()));
    refuseOthers(given.get());
    return caps;
  }

  private Optional<Money> cap(Fields given, String name, Optional<Money> before) {
    if (!body.get(CAPS).has(name)) {
      return before;
    }
    return given.optional(name).map(value -> Amount.required(value.path(), dollars(value)));
  }

  private static BigDecimal dollars(Fields.Value value) {
    JsonNode node = value.node();
    if (node.isNumber()) {
      return node.decimalValue();
    }
    try {
      return new BigDecimal(value.text());
    } catch (NumberFormatException e) {
      throw Refusal.of(
          List.of(CAPS, value.path().substring(CAPS.length() + 1)),
          "pattern",
          "must be a decimal such as \"12.50\"");
    }
  }

  private static void refuseOthers(Fields given) {
    given.others().stream()
        .findFirst()
        .ifPresent(
            other -> {
              throw new FaultException(
                  FaultCode.MALFORMED, other.path() + " is no field that can be set here");
            });
  }
}
