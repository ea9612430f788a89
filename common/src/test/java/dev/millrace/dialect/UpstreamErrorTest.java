package dev.millrace.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.fault.FaultCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors that come with status 200. */
class UpstreamErrorTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'rate_limit_exceeded' | 'tokens' | PROVIDER_BUSY",
        "null | 'overloaded_error' | PROVIDER_BUSY",
        "null | 'RESOURCE_EXHAUSTED' | PROVIDER_BUSY",
        "429 | 'None' | PROVIDER_BUSY",
        "'529' | null | PROVIDER_BUSY",
        "'context_length_exceeded' | 'invalid_request_error' | PROVIDER_REJECTED",
        "400 | 'BadRequestError' | PROVIDER_REJECTED",
        "null | 'BadRequestError' | PROVIDER_REJECTED",
        "'invalid_api_key' | 'invalid_request_error' | PROVIDER_REFUSED_US",
        "'insufficient_quota' | 'insufficient_quota' | PROVIDER_REFUSED_US",
        "401 | null | PROVIDER_REFUSED_US",
        "500 | 'invalid' | PROVIDER_BROKEN",
        "1301 | {} | PROVIDER_BROKEN",
        "[] | true | PROVIDER_BROKEN",
        "null | 'server_error' | PROVIDER_BROKEN"
      })
  void itsKindIsToldByTypeAndCode(String code, String type, FaultCode expected) {
    var fault = UpstreamError.of(Samples.json(code), Samples.json(type)).fault();

    assertThat(fault.code()).isEqualTo(expected);
    assertThat(fault.message()).startsWith("The provider ").endsWith(".");
  }
}
