package dev.millrace.api.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.history.HistoryFilter;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistorySearchReaderTest {
  private final HistorySearchReader reader =
      new HistorySearchReader(new LabelReader(new ObjectMapper()));

  @Test
  void nothingAskedForMeansTheNewestTenWithTheirPayloads() {
    var search = search();

    assertThat(search.filter()).isEqualTo(HistoryFilter.NONE);
    assertThat(search.slice().before()).isEmpty();
    assertThat(search.slice().skip()).isZero();
    assertThat(search.slice().limit()).isEqualTo(10);
    assertThat(search.payloads()).isTrue();
  }

  @Test
  void statusesAddUpAndTheirCaseDoesNotMatter() {
    assertThat(search("status", "failed", "status", "CANCELLED").filter().statuses())
        .containsExactlyInAnyOrder(RequestStatus.FAILED, RequestStatus.CANCELLED);
  }

  @ParameterizedTest
  @CsvSource({"modelEndpoint", "model_endpoint", "model"})
  void aModelGoesByEachOfItsNames(String name) {
    assertThat(search(name, "local/echo").filter().model().orElseThrow()).hasToString("local/echo");
  }

  @ParameterizedTest
  @CsvSource({
    "createdAfter, 2026-01-31T12:00:00Z",
    "created_after, 2026-01-31T13:00:00+01:00",
    "createdAfter, 2026-01-31T13:00:00 01:00"
  })
  void aTimeKeepsItsOffsetThoughItsPlusWasRead(String name, String text) {
    assertThat(search(name, text).filter().createdAfter())
        .contains(Instant.parse("2026-01-31T12:00:00Z"));
  }

  @Test
  void aPageSkipsThoseBeforeIt() {
    var slice = search("page", "3", "limit", "20").slice();

    assertThat(slice.skip()).isEqualTo(40);
    assertThat(slice.limit()).isEqualTo(20);
  }

  @Test
  void theDeepestPageIsServedAndTheNextIsNot() {
    assertThat(search("page", "100", "limit", "100").slice().skip()).isEqualTo(9_900);
    refused("page", "page", "101", "limit", "100");
    refused("page", "page", "2147483647", "limit", "100");
  }

  @Test
  void aCursorIsAPlaceAndGoesWithoutAPage() {
    var id = RequestId.next(Instant.now(), new Random(1));

    assertThat(search("cursor", id.toString()).slice().before()).contains(id);
    refused("page", "cursor", id.toString(), "page", "1");
    refused("cursor", "cursor", "");
  }

  @Test
  void labelsAreTextsInAFlatObjectOfAtMostSixteen() {
    assertThat(search("metadata", "{ \"team\" : \"a\" }").filter().labels())
        .contains("{\"team\":\"a\"}");
    assertThat(search("metadata", "{}").filter().labels()).isEmpty();
    refused("metadata", "metadata", "{\"a\":\"1\",\"a\":\"2\"}");
    refused("metadata", "metadata", "{\"a\":\"\\u0000\"}");
    refused("metadata", "metadata", "{\"a\":null}");
    refused("metadata", "metadata", "");
    refused("metadata", "metadata", "{} {}");
    refused(
        "metadata",
        "metadata",
        IntStream.range(0, 17)
            .mapToObj(i -> "\"%d\":\"\"".formatted(i))
            .collect(Collectors.joining(",", "{", "}")));
  }

  @Test
  void aNameThatNobodyKnowsIsIgnored() {
    assertThat(search("deploymentId", "x").filter()).isEqualTo(HistoryFilter.NONE);
  }

  private void refused(String named, String... query) {
    assertThatThrownBy(() -> search(query))
        .isInstanceOfSatisfying(
            FaultException.class,
            e -> {
              assertThat(e.fault().code()).isEqualTo(FaultCode.MALFORMED);
              assertThat(e.fault().message()).startsWith(named + " ");
            });
  }

  private HistorySearch search(String... query) {
    var parameters = new MultivaluedHashMap<String, String>();
    for (int i = 0; i < query.length; i += 2) {
      parameters.add(query[i], query[i + 1]);
    }
    return reader.read(parameters);
  }
}
