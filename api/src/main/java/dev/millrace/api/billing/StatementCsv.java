package dev.millrace.api.billing;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.millrace.account.LedgerEntry;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Entries as lines of CSV (RFC 4180, UTF-8). A text that a spreadsheet would take for a formula
 * begins with an apostrophe; amounts stay numbers, whatever their sign. Pure.
 */
final class StatementCsv {
  private static final String END = "\r\n";
  private static final String BEGIN_FORMULAS = "=+-@\t\r\n";
  private static final CsvMapper CSV =
      CsvMapper.builder().enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING).build();
  private static final CsvSchema COLUMNS =
      CSV.schemaFor(Cells.class).withLineSeparator(END).withoutHeader();
  private static final ObjectWriter LINES = CSV.writer(COLUMNS);

  /** The columns, in their order. */
  @JsonPropertyOrder({"id", "at", "kind", "amount", "released", "requestId", "rateCard", "reason"})
  private record Cells(
      String id,
      String at,
      String kind,
      String amount,
      String released,
      String requestId,
      String rateCard,
      String reason) {
    private static Cells of(EntryView entry) {
      return new Cells(
          entry.id(),
          entry.at(),
          entry.kind(),
          entry.amount(),
          entry.released(),
          entry.requestId(),
          harmless(entry.rateCard()),
          harmless(entry.reason()));
    }

    private static String harmless(String text) {
      return text == null || text.isEmpty() || BEGIN_FORMULAS.indexOf(text.charAt(0)) < 0
          ? text
          : "'" + text;
    }
  }

  private StatementCsv() {}

  static byte[] header() {
    return (String.join(",", COLUMNS.getColumnNames()) + END).getBytes(StandardCharsets.UTF_8);
  }

  static byte[] lines(List<LedgerEntry> entries) {
    try {
      return LINES.writeValueAsBytes(entries.stream().map(EntryView::of).map(Cells::of).toList());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
