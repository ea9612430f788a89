package dev.millrace.api.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.account.LedgerEntry;
import dev.millrace.account.LedgerEntry.Kind;
import dev.millrace.account.StatementQuery;
import dev.millrace.account.StatementQuery.Order;
import dev.millrace.account.StatementQuery.Place;
import dev.millrace.fault.FaultException;
import dev.millrace.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementReaderTest {
  @Test
  void withoutParametersItIsEverythingLatestFirst() {
    assertThat(StatementReader.query(null, null, null, null)).isEqualTo(StatementQuery.EVERYTHING);
  }

  @Test
  void daysAreWholeAndTimesAreMoments() {
    var days = StatementReader.query("2026-01-01", "2026-01-31", null, null);
    assertThat(days.from()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(days.until()).isEqualTo("2026-02-01T00:00:00Z");

    var times =
        StatementReader.query("2026-01-01T12:00:00+02:00", "2026-01-01T10:00:01Z", null, null);
    assertThat(times.from()).isEqualTo("2026-01-01T10:00:00Z");
    assertThat(times.until()).isEqualTo("2026-01-01T10:00:01Z");
  }

  @Test
  void kindsAndOrderAreReadByTheirWords() {
    var query = StatementReader.query(null, null, List.of("credit", "refund"), "asc");

    assertThat(query.kinds()).containsExactlyInAnyOrder(Kind.CREDIT, Kind.REFUND);
    assertThat(query.order()).isEqualTo(Order.OLDEST_FIRST);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "2026-01-02, 2026-01-01, -, -, from (2026-01-02) must be earlier than to (2026-01-01)",
        "2026-01-02T00:00:01Z, 2026-01-02T00:00:00Z, -, -, from (2026-01-02T00:00:01Z) must be"
            + " earlier than to",
        "2026-01-02T00:00:00Z, 2026-01-02T00:00:00Z, -, -, must be earlier than to",
        "yesterday, -, -, -, from must be a day",
        "-, 2026-01-02T00:00:00, -, -, to must be a day",
        "1969-12-31, -, -, -, from must lie between",
        "-, 9999-12-31, -, -, to must lie between",
        "-, -, CREDIT, -, kind must be among",
        "-, -, hold, -, kind must be among",
        "-, -, -, up, order must be desc"
      })
  void whatCannotBeIsRefusedByName(
      String from, String to, String kind, String order, String message) {
    var kinds = kind == null ? null : List.of(kind);

    assertThatThrownBy(() -> StatementReader.query(from, to, kinds, order))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aCursorIsReadBackAsThePlaceOfItsEntry() {
    var at = Instant.parse("2026-01-01T00:00:00.123456Z");
    var entry =
        new LedgerEntry(
            42,
            at,
            Kind.CREDIT,
            Money.parse("1"),
            Money.ZERO,
            Optional.empty(),
            Optional.empty(),
            "gift");

    assertThat(StatementReader.place(StatementReader.cursor(entry))).contains(new Place(at, 42));
    assertThat(StatementReader.place(null)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "42",
        "-1-2",
        "1-",
        "1--2",
        "1-99999999999999999999",
        "1-9223372036854775808",
        "999999999999999999-1",
        "1-1'; drop table account"
      })
  void aForgedCursorIsRefused(String cursor) {
    assertThatThrownBy(() -> StatementReader.place(cursor))
        .hasMessageContaining("cursor is not one that this route gave out");
  }
}
