package dev.millrace.reach;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResolvingGuardTest {
  private static final Reach HTTPS = Reach.https(false);
  private static final Reach DESK = Reach.https(true);
  private static final Reach PUBLIC_HTTP =
      new Reach(true, false, Optional.empty(), Reach.USUAL_LENGTH);
  private final FakeNames names =
      new FakeNames()
          .set("hooks.example.com", "93.184.216.34")
          .set("both.example.com", "2606:4700::1111", "93.184.216.34")
          .set("localhost", "127.0.0.1")
          .set("receiver", "172.17.0.2");
  private final ResolvingGuard guard = new ResolvingGuard(names);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://hooks.example.com",
        "https://hooks.example.com/",
        "https://HOOKS.Example.com./a/b?c=d#e",
        "https://hooks.example.com:443/a",
        "https://hooks.example.com:8443/a",
        "HTTPS://hooks.example.com/%C3%A4?x=%20",
        "https://both.example.com/",
        "https://93.184.216.34/",
        "https://[2606:4700::1111]/"
      })
  void thePublicsAddressesMayBeCalled(String url) {
    assertThat(problem(HTTPS, url)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hooks.example.com/a",
        "//hooks.example.com/a",
        "http://hooks.example.com/a",
        "ftp://hooks.example.com/a",
        "file:///etc/passwd",
        "https:hooks.example.com",
        "https:///a",
        "https://",
        "https://user:pass@hooks.example.com/",
        "https://user@hooks.example.com/",
        "https://hooks.example.com@127.0.0.1/",
        "https://hooks.example.com\\@127.0.0.1/",
        "https://hooks.example.com#@127.0.0.1:99999/ x",
        "https://hooks.example.com:22/",
        "https://hooks.example.com:80/",
        "https://hooks.example.com:0/",
        "https://hooks.example.com:65536/",
        "https://hooks.example.com:-1/",
        "https://under_score.example.com/",
        "https://hooks.example.com/a b",
        "https://hooks.example.com/\r\nX-Evil: 1",
        "https://receiver/",
        "https://localhost/",
        "https://localhost./",
        "https://hooks.localhost/",
        "https://printer.local/",
        "https://db.internal/",
        "https://metadata.google.internal/computeMetadata/v1/",
        "https://router.home.arpa/",
        "https://1.168.192.in-addr.arpa/"
      })
  void whatIsNoPublicHttpsUrlIsRefused(String url) {
    assertThat(problem(HTTPS, url)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.255.254",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "169.254.170.2",
        "100.64.0.1",
        "100.127.255.255",
        "0.0.0.0",
        "0.1.2.3",
        "192.0.0.170",
        "192.0.2.1",
        "192.88.99.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "2130706433", // 127.0.0.1 in decimal
        "0x7f000001",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "017700000001",
        "127.1",
        "127.0.1",
        "010.0.0.1",
        "127.0.0.1.",
        "08.8.8.8",
        "8.8.8.256",
        "[::]",
        "[::1]",
        "[0:0:0:0:0:0:0:1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::ffff:10.0.0.1]",
        "[::127.0.0.1]",
        "[::ffff:0:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b::a9fe:a9fe]",
        "[64:ff9b:1::1]",
        "[2002:7f00:1::]",
        "[2002:a9fe:a9fe::1]",
        "[2001::1]",
        "[2001:0:4136:e378:8000:63bf:3fff:fdd2]",
        "[2001:db8::1]",
        "[3fff::1]",
        "[fc00::1]",
        "[fd00:ec2::254]",
        "[fe80::1]",
        "[fe80::1%25eth0]",
        "[fec0::1]",
        "[ff02::1]",
        "[100::1]",
        "[5f00::1]"
      })
  void anAddressThatIsNotThePublicsIsRefused(String host) {
    assertThat(problem(HTTPS, "https://" + host + "/")).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1",
    "10.1.2.3",
    "169.254.169.254",
    "::1",
    "fd00::1",
    "fe80::1",
    "64:ff9b::a00:1"
  })
  void aNameThatStandsForAForbiddenAddressIsForbidden(String address) {
    names.set("evil.example.com", address);

    assertThat(look("https://evil.example.com/")).isInstanceOf(Target.Forbidden.class);
  }

  @Test
  void oneForbiddenAddressAmongManyForbidsTheName() {
    names.set("evil.example.com", "93.184.216.34", "10.0.0.1");

    assertThat(look("https://evil.example.com/")).isInstanceOf(Target.Forbidden.class);
  }

  @Test
  void aNameThatNobodyKnowsMayBeKnownLater() {
    assertThat(look("https://nobody.example.com/")).isInstanceOf(Target.Unresolved.class);
    assertThat(problem(HTTPS, "https://nobody.example.com/")).isPresent();
  }

  @Test
  void theAddressesThatWereLookedAtAreHandedOnOnesOfIpv4First() {
    assertThat(look("https://both.example.com/"))
        .isInstanceOfSatisfying(
            Target.Open.class,
            open ->
                assertThat(open.addresses())
                    .extracting(InetAddress::getHostAddress)
                    .containsExactly("93.184.216.34", "2606:4700:0:0:0:0:0:1111"));
  }

  @Test
  void anAddressIsTakenApartOnce() throws TargetUrl.Unusable {
    assertThat(TargetUrl.parse("https://HOOKS.Example.com.:8443/a%20b/ä?c=d&e#f", HTTPS))
        .isEqualTo(new TargetUrl(true, "hooks.example.com", 8443, "/a%20b/%C3%A4?c=d&e"));
    assertThat(TargetUrl.parse("https://hooks.example.com?x", HTTPS))
        .isEqualTo(new TargetUrl(true, "hooks.example.com", 443, "/?x"));
    assertThat(TargetUrl.parse("https://[2606:4700::1111]", HTTPS))
        .isEqualTo(new TargetUrl(true, "2606:4700::1111", 443, "/"));
  }

  @Test
  void aUrlOfMoreThan2048CharactersIsRefused() {
    var url = "https://hooks.example.com/";

    assertThat(problem(HTTPS, url + "a".repeat(2048 - url.length()))).isEmpty();
    assertThat(problem(HTTPS, url + "a".repeat(2049 - url.length()))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:3000/hook",
        "http://127.0.0.1:3000/",
        "http://receiver/",
        "https://192.168.1.1/",
        "http://[::1]:3000/",
        "https://hooks.example.com/"
      })
  void aDeveloperMayAllowPrivateAddresses(String url) {
    assertThat(problem(DESK, url)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data/",
        "http://0.0.0.0:3000/",
        "http://[fe80::1]/",
        "http://user:pass@localhost/",
        "http://2130706433/",
        "http://localhost:22/"
      })
  void evenADeveloperMayNotCallTheseAddresses(String url) {
    assertThat(problem(DESK, url)).isPresent();
  }

  @Test
  void plainHttpToThePublicInternetIsForThoseWhoAllowIt() {
    assertThat(problem(PUBLIC_HTTP, "http://hooks.example.com/a")).isEmpty();
    assertThat(problem(PUBLIC_HTTP, "http://hooks.example.com:8080/a")).isEmpty();
    assertThat(problem(PUBLIC_HTTP, "http://hooks.example.com:443/a")).isPresent();
    assertThat(problem(PUBLIC_HTTP, "http://10.0.0.1/a")).isPresent();
    assertThat(problem(PUBLIC_HTTP, "http://receiver/a")).isPresent();
    assertThat(problem(PUBLIC_HTTP, "ftp://hooks.example.com/a")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://receiver:81/v1", "http://Receiver.:81"})
  void aNeighbourMayBeCalledAtItsOwnPortAndNobodyElseBesideIt(String base) {
    names.set("other", "172.17.0.2");
    var reach = new Reach(false, false, Neighbour.at(URI.create(base)), Reach.USUAL_LENGTH);

    assertThat(problem(reach, "http://receiver:81/files/a.png")).isEmpty();
    assertThat(problem(reach, "https://hooks.example.com/a.png")).isEmpty();
    assertThat(problem(reach, "http://hooks.example.com/a.png")).isPresent();
    assertThat(problem(reach, "http://receiver/files/a.png")).isPresent();
    assertThat(problem(reach, "http://receiver:9000/files/a.png")).isPresent();
    assertThat(problem(reach, "http://172.17.0.2:81/files/a.png")).isPresent();
    assertThat(problem(reach, "http://other:81/files/a.png")).isPresent();
  }

  @Test
  void aNeighbourThatTurnsIntoAMetadataServerIsForbidden() {
    var reach =
        new Reach(
            false, false, Neighbour.at(URI.create("http://receiver:8000/")), Reach.USUAL_LENGTH);
    names.set("receiver", "169.254.169.254");

    assertThat(look("http://receiver:8000/latest", reach)).isInstanceOf(Target.Forbidden.class);
  }

  private Target look(String url) {
    return look(url, HTTPS);
  }

  private Target look(String url, Reach reach) {
    return guard.look(url, reach).await().indefinitely();
  }

  /** A name that leads nowhere yet is no problem of the address. */
  private Optional<String> problem(Reach reach, String url) {
    return switch (look(url, reach)) {
      case Target.Open open -> Optional.empty();
      case Target.Forbidden(var reason) -> Optional.of(reason);
      case Target.Unresolved(var reason) -> Optional.of(reason);
    };
  }
}
