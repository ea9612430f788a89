package dev.millrace.reach;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpAddressTest {
  @ParameterizedTest
  @CsvSource({
    "http://a.example,           false, 80,   /",
    "https://a.example,          true,  443,  /",
    "HTTPS://a.example/,         true,  443,  /",
    "https://a.example:8443/v1,  true,  8443, /v1",
    "http://a.example:443/a%2Fb, false, 443,  /a%2Fb",
    "https://a.example?k=%20,    true,  443,  /?k=%20",
    "https://a.example/v1?a=b&c, true,  443,  /v1?a=b&c"
  })
  void aUrlSaysHowItIsCalled(URI url, boolean secure, int port, String target) {
    assertThat(HttpAddress.isSecure(url)).isEqualTo(secure);
    assertThat(HttpAddress.port(url)).isEqualTo(port);
    assertThat(HttpAddress.target(url)).isEqualTo(target);
  }
}
