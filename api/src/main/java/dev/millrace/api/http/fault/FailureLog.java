package dev.millrace.api.http.fault;

import dev.millrace.api.http.CorrelationId;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultOrigin;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts every fault and logs those that are ours. A bug is logged each time with its stack trace;
 * an engine that is away, which every call meets, once a second in one line.
 */
@ApplicationScoped
public class FailureLog {
  private static final long MILLIS_BETWEEN_OUTAGE_LINES = 1000;

  private final Map<FaultCode, Counter> counters = new EnumMap<>(FaultCode.class);
  private final AtomicLong nextOutageLine = new AtomicLong();
  private final InstantSource clock;

  FailureLog(MeterRegistry registry, InstantSource clock) {
    this.clock = clock;
    for (var code : FaultCode.values()) {
      counters.put(code, registry.counter("millrace.http.faults", "code", code.name()));
    }
  }

  /**
   * Takes note of a fault that a call ends with.
   *
   * @param cause what threw, or null when somebody answered with the fault
   */
  public void note(CorrelationId call, Fault fault, Throwable cause) {
    counters.get(fault.code()).increment();
    if (cause == null || fault.code().origin() != FaultOrigin.PLATFORM) {
      return;
    }
    if (fault.code() == FaultCode.UNKNOWN) {
      Log.errorf(cause, "call failed by a fault of ours: correlation=%s", call);
    } else if (isTimeForAnOutageLine()) {
      Log.warnf("engine away: correlation=%s fault=%s cause=%s", call, fault.code(), cause);
    }
  }

  private boolean isTimeForAnOutageLine() {
    long now = clock.millis();
    long next = nextOutageLine.get();
    return now >= next && nextOutageLine.compareAndSet(next, now + MILLIS_BETWEEN_OUTAGE_LINES);
  }
}
