package dev.millrace.api.isolation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.isolation.Visitor.Answer;
import dev.millrace.api.isolation.Way.Whose;
import dev.millrace.api.run.OneUpstream;
import dev.millrace.api.run.UpstreamProfile;
import dev.millrace.api.testing.Callers;
import dev.millrace.api.testing.Endings;
import dev.millrace.api.testing.Ledger;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Walks every operation of the OpenAPI document with the ids of one account: as another account, as
 * a key that lacks the scope, as nobody. How each operation is called says {@code isolation.txt},
 * and an operation that it does not know fails.
 */
@QuarkusTest
@TestProfile(UpstreamProfile.class)
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class IsolationIT {
  private static final List<Way> WAYS = Way.all();

  /** What is none of the others in its group; an owner too may be told that it is not there. */
  private static final Set<String> NOT_THERE =
      Set.of(
          // it is a request that waits, and no stream
          "DELETE /v1/user/streams/{id}",
          "POST /v1/user/streams/{id}/kill",
          // it is a text, and no picture
          "GET /media/{id}/thumbnail",
          // it comes in parts, and not in chunks
          "POST /storage/upload/chunk",
          // it was given up by the call before
          "DELETE /storage/upload/{uploadId}");

  @Inject Endings endings;
  @Inject Ledger ledger;

  @ConfigProperty(name = "quarkus.http.test-port")
  int port;

  private Belongings anns;

  /** What a walk names. */
  private Map<String, String> named;

  @BeforeEach
  void annHasSomethingOfEverything() throws IOException {
    OneUpstream.afresh();
    anns = Belongings.make(endings, ledger);
    named = anns.ids();
  }

  @Test
  void everyOperationIsWalked() {
    var described =
        Operation.of(given().accept("application/json").get("/q/openapi?format=json").jsonPath());

    var walked = new TreeSet<Operation>();
    WAYS.stream().filter(Way::isListed).map(Way::operation).forEach(walked::add);

    assertThat(walked).as("operations of isolation.txt").containsExactlyElementsOf(described);
  }

  /** Else all that follows would prove nothing: what is not there is not there for anybody. */
  @Test
  void whatOthersDoNotFindIsThereForItsOwner() throws Exception {
    var problems = new ArrayList<String>();
    for (var way : WAYS.stream().sorted(Comparator.comparing(IsolationIT::harm)).toList()) {
      if (way.whose() == Whose.OWN && !NOT_THERE.contains(way.toString())) {
        var answer = visitor(Optional.of(anns.owner().key())).call(way, named);
        if (answer.status() == 404 || answer.status() >= 500 && answer.status() != 502) {
          problems.add(way + " -> " + answer);
        }
      }
    }

    assertThat(problems).isEmpty();
  }

  /** What takes away comes last, and the whole after its parts. */
  private static int harm(Way way) {
    var step =
        switch (way.operation().method()) {
          case "GET" -> way.operation().path().endsWith("/cancel") ? 2 : 0;
          case "PATCH" -> 1;
          case "PUT" -> 2;
          case "POST" -> way.operation().path().endsWith("/abort") ? 4 : 3;
          default -> 5;
        };
    return step * 1_000 - way.operation().path().length();
  }

  @Test
  void anotherAccountFindsNothingAndChangesNothing() throws Exception {
    var bob = Callers.with("10");

    assertKeptFrom(visitor(Optional.of(bob.key())), bobsToken(bob), this::strangersProblem);
  }

  private Optional<String> strangersProblem(Way way, Answer answer) {
    var leak = leakOf(way, answer);
    if (leak.isPresent()) {
      return leak;
    }
    int status = answer.status();
    boolean isFine =
        switch (way.whose()) {
          case OWN -> answer.isRefusedToOthers();
          case NAMED -> answer.isRefusedToOthers() || status == 400 || status == 422;
          case ACCOUNT, KEY, ANYBODY -> status < 500 && status != 401;
          case TOKEN -> answer.isRefusedToOthers() || status == 401;
          case OPERATOR -> status == 401 || status == 403;
        };
    return isFine ? Optional.empty() : Optional.of("should not be answered so");
  }

  /** The mark stands in all that ann has; an id is a leak where the call itself does not say it. */
  private Optional<String> leakOf(Way way, Answer answer) {
    var said = way.path(named) + way.body(named).orElse("");
    return Stream.concat(Stream.of(anns.mark()), anns.ids().values().stream())
        .filter(word -> !said.contains(word) && answer.text().contains(word))
        .findFirst()
        .map(word -> "tells of " + word);
  }

  @Test
  void aKeyWithoutTheScopeIsForbidden() throws Exception {
    var opened = new HashMap<String, Set<String>>();

    for (int i = 0; i < anns.narrow().size(); i++) {
      var scope = Belongings.NARROW.get(i);
      assertKeptFrom(
          visitor(Optional.of(anns.narrow().get(i))),
          "none",
          (way, answer) -> narrowProblem(way, answer, scope, opened));
    }

    assertThat(opened.values()).as("each needs one scope").allMatch(scopes -> scopes.size() == 1);
    assertThat(opened)
        .containsEntry("GET /webhooks/deliveries", Set.of("webhooks:read"))
        .containsEntry("GET /billing/balance", Set.of("billing:read"))
        .doesNotContainKeys("POST /webhooks/deliveries/{id}/replay", "PUT /billing/caps");
  }

  /** A call that is not forbidden needed the scope that this key has; that is noted. */
  private Optional<String> narrowProblem(
      Way way, Answer answer, String scope, Map<String, Set<String>> opened) {
    int status = answer.status();
    return switch (way.whose()) {
      case OWN, NAMED, ACCOUNT -> {
        if (status != 403) {
          opened.computeIfAbsent(way.toString(), any -> new TreeSet<>()).add(scope);
          yield status == 401 || !isAbout(way, scope)
              ? Optional.of(scope + " should not open it")
              : Optional.empty();
        }
        yield answer.text().contains(anns.mark())
            ? Optional.of("refuses, and tells of it")
            : Optional.empty();
      }
      case KEY, ANYBODY ->
          status == 401 || status == 403 ? Optional.of("needs no scope") : Optional.empty();
      case TOKEN, OPERATOR ->
          status == 401 || status == 403 ? Optional.empty() : Optional.of("opens to any key");
    };
  }

  private static boolean isAbout(Way way, String scope) {
    var path = way.operation().path();
    return scope.equals("webhooks:read")
        ? path.startsWith("/webhooks/")
        : path.startsWith("/billing/")
            || path.startsWith("/v1/user/requests")
            || path.equals("/v1/pricing");
  }

  @Test
  void nobodyIsToldToShowAKey() throws Exception {
    assertKeptFrom(visitor(Optional.empty()), "none", this::nobodysProblem);
  }

  private Optional<String> nobodysProblem(Way way, Answer answer) {
    var leak = leakOf(way, answer);
    if (leak.isPresent()) {
      return leak;
    }
    int status = answer.status();
    boolean isFine =
        switch (way.whose()) {
          case ANYBODY -> status == 200;
          // A link that is good without a key is told apart from one that is not by nobody.
          case OWN ->
              status == 401 || way.operation().path().startsWith("/media/") && status == 404;
          case NAMED, ACCOUNT, KEY, TOKEN, OPERATOR -> status == 401;
        };
    return isFine ? Optional.empty() : Optional.of("should ask for a key");
  }

  private interface Look {
    /** What is wrong with an answer; empty for nothing. */
    Optional<String> problem(Way way, Answer answer);
  }

  /** Walks all operations; nothing may be wrong, and nothing have changed. */
  private void assertKeptFrom(Visitor visitor, String token, Look look) throws Exception {
    var before = new Fingerprint(ledger).of(anns.owner().account());

    var problems = walk(visitor, token, look);

    assertThat(problems).isEmpty();
    assertThat(new Fingerprint(ledger).of(anns.owner().account())).isEqualTo(before);
  }

  private List<String> walk(Visitor visitor, String token, Look look) throws Exception {
    named = new HashMap<>(anns.ids());
    named.put("token", token);
    var problems = new ArrayList<String>();
    for (var way : WAYS) {
      var answer = visitor.call(way, named);
      look.problem(way, answer)
          .ifPresent(problem -> problems.add("%s %s: %s".formatted(way, problem, answer)));
    }
    return problems;
  }

  private Visitor visitor(Optional<String> key) {
    return new Visitor("http://localhost:" + port, key);
  }

  /** Of an upload of his own. */
  private static String bobsToken(Callers.Caller bob) {
    String url =
        bob.call()
            .body("{\"file_name\": \"bobs.bin\"}")
            .post("/storage/upload/initiate-multipart")
            .then()
            .statusCode(200)
            .extract()
            .path("upload_url");
    return url.substring(url.indexOf("upload_token=") + "upload_token=".length());
  }
}
