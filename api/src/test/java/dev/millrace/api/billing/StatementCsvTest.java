package dev.millrace.api.billing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.LedgerEntry;
import dev.millrace.account.LedgerEntry.Kind;
import dev.millrace.money.Money;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementCsvTest {
  @Test
  void theHeaderNamesTheFieldsOfTheJson() {
    assertThat(text(StatementCsv.header()))
        .isEqualTo("id,at,kind,amount,released,requestId,rateCard,reason\r\n");
  }

  @Test
  void anEntryIsALineWhoseAmountsAreNumbers() {
    assertThat(lines(entry("-0.000000001", "local/echo")))
        .isEqualTo("7,2026-01-01T00:00:00Z,charge,-0.000000001,0.5,,per_request-1,local/echo\r\n");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "=1+1, '=1+1",
        "+1, '+1",
        "-1, '-1",
        "@SUM(A1), '@SUM(A1)",
        "thanks = a lot, thanks = a lot",
        "`a,b`, `\"a,b\"`",
        "`say \"x\"`, `\"say \"\"x\"\"\"`",
        "grüße, grüße"
      })
  void aReasonIsNeverAFormulaAndNeverBreaksTheLine(String reason, String cell) {
    assertThat(lines(entry("-1", reason))).endsWith(",per_request-1," + cell + "\r\n");
  }

  @Test
  void aReasonOfSeveralLinesStaysOneCell() {
    assertThat(lines(entry("-1", "\t=1"))).contains("'\t=1");
    assertThat(lines(entry("-1", "a\r\nb"))).endsWith(",\"a\r\nb\"\r\n");
  }

  private static LedgerEntry entry(String amount, String reason) {
    return new LedgerEntry(
        7,
        Instant.parse("2026-01-01T00:00:00Z"),
        Kind.CHARGE,
        Money.parse(amount),
        Money.parse("0.5"),
        Optional.empty(),
        Optional.of("per_request-1"),
        reason);
  }

  private static String lines(LedgerEntry entry) {
    return text(StatementCsv.lines(List.of(entry)));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
