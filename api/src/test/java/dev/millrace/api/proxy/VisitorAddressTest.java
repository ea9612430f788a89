package dev.millrace.api.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisitorAddressTest {
  private static final String CONNECTED = "192.0.2.1";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 198.51.100.7                        | 192.0.2.1",
        "1 | 198.51.100.7                        | 198.51.100.7",
        "1 | 10.1.1.1, 198.51.100.7              | 198.51.100.7",
        "2 | 10.1.1.1, 198.51.100.7, 203.0.113.1 | 198.51.100.7",
        "3 | 198.51.100.7, 203.0.113.1           | 192.0.2.1",
        "1 | 198.51.100.7:4711                   | 198.51.100.7",
        "1 | [2001:db8:1:2:3::4]:4711            | 2001:db8:1:2:ffff::",
        "1 | 2001:db8:1:2:3::4                   | 2001:db8:1:2:ffff::",
        "1 | unknown                             | 192.0.2.1",
        "1 | ''                                  | 192.0.2.1",
        "1 | 198.51.100.7,                       | 198.51.100.7",
      })
  void itIsWhomTheOutermostTrustedProxySaw(int trusted, String header, String same) {
    assertThat(VisitorAddress.of(CONNECTED, List.of(header), trusted))
        .isEqualTo(VisitorAddress.of(same, List.of(), 0));
  }

  @Test
  void severalHeadersAreOne() {
    assertThat(VisitorAddress.of(CONNECTED, List.of("10.1.1.1", "198.51.100.7"), 1))
        .isEqualTo(VisitorAddress.of("198.51.100.7", List.of(), 0));
  }

  @Test
  void networksOfIpv6AreToldApart() {
    assertThat(VisitorAddress.of("2001:db8:1:2::1", List.of(), 0))
        .isNotEqualTo(VisitorAddress.of("2001:db8:1:3::1", List.of(), 0));
  }
}
