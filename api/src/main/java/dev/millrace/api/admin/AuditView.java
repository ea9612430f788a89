package dev.millrace.api.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.ledger.audit.AuditReport;
import dev.millrace.ledger.audit.Difference;
import dev.millrace.request.RequestId;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an audit found, as it goes out. */
public record AuditView(
    @Schema(description = "the moment that it looked at") String at,
    long accounts,
    long requests,
    @Schema(description = "of the ledger") long entries,
    @Schema(
            description =
                "requests that completed before usage was kept: their ledger entry alone speaks for"
                    + " their charge")
        long unproven,
    @Schema(description = "how many differences there are; 0 when all is as it should be")
        long differencesTotal,
    @Schema(description = "the first 1000 of them") List<DifferenceView> differences) {

  /**
   * Something that is not what it follows from.
   *
   * @param kind such as {@code balance} or {@code charge_entry}
   */
  @Schema(name = "AuditDifference")
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record DifferenceView(
      String kind,
      String account,
      @Schema(nullable = true) String requestId,
      String about,
      @Schema(description = "recomputed; amounts are decimal dollars") String expected,
      @Schema(description = "as it is kept") String found) {

    static DifferenceView of(Difference difference) {
      return new DifferenceView(
          difference.kind().name().toLowerCase(Locale.ROOT),
          difference.account().toString(),
          difference.request().map(RequestId::toString).orElse(null),
          difference.about(),
          difference.expected(),
          difference.found());
    }
  }

  static AuditView of(AuditReport report) {
    return new AuditView(
        report.at().toString(),
        report.accounts(),
        report.requests(),
        report.entries(),
        report.unproven(),
        report.differencesTotal(),
        report.differences().stream().map(DifferenceView::of).toList());
  }
}
