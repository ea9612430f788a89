package dev.millrace.api.billing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementFormatTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          */*                                        | application/json
          text/html,application/xml;q=0.9,*/*;q=0.8  | application/json
          application/json                           | application/json
          text/csv                                   | text/csv
          text/csv, */*;q=0.1                        | text/csv
          text/csv;q=0.1, application/json           | application/json
          image/png, text/*;q=0.5                    | text/csv
          """)
  void theCallersBestIsChosen(String accept, String chosen) {
    assertThat(StatementFormat.best(accept)).contains(chosen);
  }

  @Test
  void whoeverSaysNothingGetsJson() {
    assertThat(StatementFormat.best(null)).contains("application/json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/png", "text/html"})
  void whatNobodyWritesIsNotChosen(String accept) {
    assertThat(StatementFormat.best(accept)).isEmpty();
  }
}
