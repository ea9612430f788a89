package dev.millrace.provider.httpasync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.Route;
import dev.millrace.model.RouteKey;
import dev.millrace.provider.Calls;
import dev.millrace.provider.OwnKey;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
  private static final UUID ID = new UUID(0, 1);

  @ParameterizedTest
  @CsvSource({
    "Authorization, Bearer ours, Bearer theirs",
    "Authorization, 'Key ', Key theirs",
    "authorization, ours, theirs",
    "X-API-Key, ours, theirs",
    "api-key, ours, theirs",
    "X-Auth-Token, ours, theirs"
  })
  void theKeyIsReplacedAndItsSchemeStays(String header, String ours, String theirs) {
    var route = replaced("{'headers':{'%s':'%s'}}".formatted(header, ours)).orElseThrow();

    assertThat(route.settings().at("/headers/" + header).asText()).isEqualTo(theirs);
    assertThat(route.key()).isEqualTo(new RouteKey.Own(ID, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'headers':{'Accept':'image/png'}}",
        "{'headers':{'Authorization':'Key a','X-Org':'ours'}}",
        "{'headers':{'Authorization':'Key a'},'submit':{'headers':{'X-Key':'b'}}}",
        "{'headers':{'Authorization':'Key a'},'submit':{'url':'https://a.b/?key=c'}}",
        "{'headers':{'Authorization':'Key a'},'status':{'url':'https://a.b/{id}?key=c'}}"
      })
  void whereOursMayLieElsewhereNoKeyIsReplaced(String settings) {
    assertThat(replaced(settings)).isEmpty();
  }

  @Test
  void aKeyThatLeadsElsewhereIsNotUsed() {
    var own = new OwnKey(ID, "theirs", Optional.of(URI.create("https://else.where")));

    assertThat(Credentials.replace(route("{'headers':{'Authorization':'Key a'}}"), own)).isEmpty();
  }

  private static Optional<Route> replaced(String settings) {
    return Credentials.replace(route(settings), new OwnKey(ID, "theirs", Optional.empty()));
  }

  private static Route route(String settings) {
    return Calls.route("http-async", settings);
  }
}
