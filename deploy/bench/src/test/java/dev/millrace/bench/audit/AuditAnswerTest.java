package dev.millrace.bench.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditAnswerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ONE =
      """
      {"kind": "charge", "account": "ann", "requestId": "r1", "about": "card", "expected": "1", "found": "2"}
      """;

  @Test
  void noDifferencesAreClean() throws Exception {
    var answer = answer("", 0);

    assertThat(answer.isClean()).isTrue();
    assertThat(answer.text())
        .contains("7 accounts, 12,345 requests, 23,456 ledger entries", "CLEAN");
  }

  @Test
  void oneDifferenceIsShownWithAllThatIsKnownOfIt() throws Exception {
    var answer = answer(ONE, 1);

    assertThat(answer.isClean()).isFalse();
    assertThat(answer.text())
        .contains("charge       account ann, request r1: expected 1, found 2 (card)", "BROKEN")
        .doesNotContain("more");
  }

  @Test
  void aDifferenceOfAnAccountNamesNoRequest() throws Exception {
    assertThat(answer(ONE.replace("\"r1\"", "null"), 1).text())
        .contains("account ann: expected 1")
        .doesNotContain("request null");
  }

  @Test
  void thoseThatAreNotShownAreCounted() throws Exception {
    var text = answer((ONE + ",").repeat(24) + ONE, 1234).text();

    assertThat(text.lines().filter(line -> line.contains("account ann"))).hasSize(20);
    assertThat(text).contains("and 1,214 more");
  }

  @Test
  void differencesThatAreOnlyCountedAreNotClean() throws Exception {
    assertThat(answer("", 1).isClean()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "{\"differences\": []}", "{\"error\": \"no\"}"})
  void whatIsNoAuditIsNotTakenForACleanOne(String body) {
    assertThatThrownBy(() -> AuditAnswer.of(JSON.readTree(body)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static AuditAnswer answer(String differences, long total) throws Exception {
    return AuditAnswer.of(
        JSON.readTree(
            """
            {"at": "2026-01-01T00:00:00Z", "accounts": 7, "requests": 12345, "entries": 23456,
             "unproven": 0, "differencesTotal": %d, "differences": [%s]}
            """
                .formatted(total, differences)));
  }
}
