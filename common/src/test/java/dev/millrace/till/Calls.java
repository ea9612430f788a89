package dev.millrace.till;

import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.file.RequestFiles;
import dev.millrace.file.StoredFile;
import dev.millrace.model.ModelName;
import dev.millrace.money.Money;
import dev.millrace.money.Usage;
import dev.millrace.request.Basis;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Ended calls for tests: {@code aCall().charging("0.01").make()}. */
public record Calls(
    RequestStatus status,
    Money charge,
    Optional<Fault> fault,
    String input,
    boolean stored,
    List<StoredFile> files) {

  public static Calls aCall() {
    return new Calls(RequestStatus.COMPLETED, Money.ZERO, Optional.empty(), "{}", true, List.of());
  }

  public Calls charging(String dollars) {
    return new Calls(status, Money.parse(dollars), fault, input, stored, files);
  }

  public Calls failed() {
    var broken = Fault.of(FaultCode.PROVIDER_BROKEN, "it said: secret words");
    return new Calls(RequestStatus.FAILED, Money.ZERO, Optional.of(broken), input, stored, files);
  }

  public Calls asking(String body) {
    return new Calls(status, charge, fault, body, stored, files);
  }

  public Calls notStored() {
    return new Calls(status, charge, fault, input, false, files);
  }

  public Calls making(StoredFile file) {
    return new Calls(status, charge, fault, input, stored, List.of(file));
  }

  /** A new request each time. */
  public EndedCall make() {
    var ended = Instant.now().truncatedTo(ChronoUnit.MICROS);
    boolean completed = status == RequestStatus.COMPLETED;
    return new EndedCall(
        RequestId.next(ended, ThreadLocalRandom.current()),
        ModelName.parse("local/echo").orElseThrow(),
        "card-1",
        status,
        charge,
        completed ? Optional.of(Usage.ofTokens(3, 5, Duration.ofMillis(7))) : Optional.empty(),
        Optional.of("local"),
        fault,
        Optional.empty(),
        input,
        completed ? Optional.of("{\"answer\":42}") : Optional.empty(),
        files,
        RequestFiles.NONE,
        stored,
        Optional.of("{\"team\":\"blue\"}"),
        "test",
        ended.minusMillis(9),
        ended,
        Basis.PLATFORM);
  }
}
