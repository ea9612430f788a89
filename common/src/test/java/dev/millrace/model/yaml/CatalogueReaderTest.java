package dev.millrace.model.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.model.Concurrency;
import dev.millrace.model.Face;
import dev.millrace.model.FilesAs;
import dev.millrace.model.Model;
import dev.millrace.model.ModelName;
import dev.millrace.model.Route;
import dev.millrace.model.RouteCheck;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueReaderTest {
  private static final String ECHO =
      """
      models:
        - name: local/echo
          title: Echo
          category: test
          tags: [one, two]
          capabilities: [streaming]
          input_schema: {type: object, properties: {n: {type: integer}}}
          output_schema: {}
          price: {mode: per_request, amount: 0.0001}
          run_limit: 30s
          attempts: 2
          routes:
            - name: local
              dialect: local
              settings: {model: echo, key: "${KEY:none}"}
      """;

  @Test
  void readsEveryFieldOfAModel() {
    var model = onlyModelOf(ECHO);

    assertThat(model.name()).isEqualTo(new ModelName("local", "echo"));
    assertThat(model.title()).isEqualTo("Echo");
    assertThat(model.description()).isEmpty();
    assertThat(model.category()).isEqualTo("test");
    assertThat(model.tags()).containsExactly("one", "two");
    assertThat(model.capabilities()).containsExactly("streaming");
    assertThat(model.priced().quote(model.inputSchema().document(), Duration.ZERO).amount())
        .hasToString("0.0001");
    assertThat(model.runLimit()).isEqualTo(Duration.ofSeconds(30));
    assertThat(model.attempts()).isEqualTo(2);
    assertThat(model.routes()).extracting(Route::name).containsExactly("local");
  }

  @Test
  void aModelAnswersOnEveryFaceUnlessItNamesSome() {
    assertThat(onlyModelOf(ECHO).faces()).containsExactlyInAnyOrder(Face.values());
    assertThat(onlyModelOf(with("capabilities", "[chat]\n    faces: [responses, gemini]")).faces())
        .containsExactlyInAnyOrder(Face.RESPONSES, Face.GEMINI);
    assertThat(problemsOf(with("capabilities", "[chat]\n    faces: [response]")))
        .singleElement()
        .asString()
        .contains("models[0].faces[0]", "none of chat, responses, messages, gemini");
  }

  @Test
  void aModelMayHaveNoPrice() {
    assertThat(onlyModelOf(without("price")).price()).isEmpty();
  }

  @Test
  void aPriceMayHaveTiersAndVariants() {
    var card =
        onlyModelOf(
                with(
                    "price",
                    "{mode: per_output, outputs: 1, tiers: {by: megapixels, asked: {pointer: /n,"
                        + " words: {big: 2}, default: 1, maximum: 2}, steps: [{up_to: 1, amount:"
                        + " 0.1}, {amount: 0.3}]}, variants: [{name: twice, when: {/n: [7, 8]},"
                        + " amount: 0.2}]}"))
            .priced();

    assertThat(card.terms())
        .containsEntry("outputs", "1")
        .containsEntry("tiers.by", "megapixels")
        .containsEntry("tiers.asked.words.big", "2")
        .containsEntry("tiers.steps.1.up_to", "1")
        .containsEntry("tiers.steps.1.amount", "0.1")
        .containsEntry("tiers.steps.2.amount", "0.3")
        .containsEntry("variants.1.name", "twice")
        .containsEntry("variants.1.when./n.2", "8")
        .containsEntry("variants.1.amount", "0.2");
    assertThat(CardReader.read(card.price().toString())).isEqualTo(card);
  }

  @Test
  void aModelThatSaysNothingOfAttemptsHasFour() {
    assertThat(onlyModelOf(without("attempts")).attempts()).isEqualTo(4);
  }

  @Test
  void ownerAndAliasMakeTheNameToo() {
    var text = ECHO.replace("name: local/echo", "owner: local\n    alias: a/b");

    assertThat(onlyModelOf(text).name()).isEqualTo(new ModelName("local", "a/b"));
  }

  @ParameterizedTest
  @CsvSource({"30, PT30S", "30s, PT30S", "5m, PT5M", "PT1H30M, PT1H30M", "1h, PT1H"})
  void aRunLimitIsWrittenInManyWays(String written, Duration limit) {
    assertThat(onlyModelOf(with("run_limit", written)).runLimit()).isEqualTo(limit);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name          | echo                             | 2 | no owner/alias",
        "name          | Local/echo                       | 2 | no owner/alias",
        "name          | run/echo                         | 2 | paths below /run are the platform's"
            + " own",
        "name          | billing/quote                    | 2 | paths below /billing are the"
            + " platform's own",
        "title         | [a]                              | 3 | title must be a text",
        "tags          | one                              | 5 | tags must be a list",
        "input_schema  | {type: array}                    | 7 | type: object",
        "input_schema  | {type: object, minimum: a}       | 7 | input_schema.minimum",
        "input_schema  | {type: object, $ref: 'http://x'} | 7 | input_schema",
        "input_schema  | {type: object, properties: {webhook: {}}} | 7 | never reach the model",
        "output_schema | {minimum: a}                     | 8 | output_schema.minimum",
        "output_schema | 7                                | 8 | must be an object",
        "price         | {mode: per_request, amount: 0}   | 9 | mode: free",
        "price         | {mode: per_request, amount: -1}  | 9 | price.amount",
        "price         | {mode: per_request, amount: a}   | 9 | price.amount must be a number",
        "price         | {mode: per_request}              | 9 | price has no amount",
        "price         | {mode: per_moon, amount: 1}      | 9 | price.mode must be one of free",
        "price         | {amount: 1}                      | 9 | price has no mode",
        "price         | {mode: per_token, output: 1}     | 9 | needs output_limit",
        "price         | {mode: per_request, amount: 0.0000000001} | 9 | at most 9 decimals",
        "price         | {mode: free, amount: 1}          | 9 | price.amount is not known here",
        "price         | {mode: per_output, amount: 1, outputs: {pointer: /m, default: 1, maximum:"
            + " 4}} | 9 | does not have",
        "price         | {mode: per_output, amount: 1, outputs: {pointer: n, default: 1, maximum:"
            + " 4}} | 9 | JSON pointer",
        "price         | {mode: per_output, amount: 1, outputs: {pointer: /n, default: 5, maximum:"
            + " 4}} | 9 | must lie between",
        "price         | {mode: per_output, amount: 1000, outputs: {pointer: /n, default: 1,"
            + " maximum: 99999999}} | 9 | more dollars than can be counted",
        "price         | {mode: per_output, outputs: 1, tiers: {by: resolution, steps: [{up_to:"
            + " 720, amount: 1}, {up_to: 480, amount: 2}, {amount: 3}]}} | 9 | price.tiers is"
            + " refused: the steps are not in order",
        "price         | {mode: per_output, outputs: 1, tiers: {by: resolution, steps: [{up_to:"
            + " 720, amount: 2}, {amount: 1}]}} | 9 | costs less",
        "price         | {mode: per_output, outputs: 1, tiers: {by: resolution, steps: [{up_to:"
            + " 720, amount: 2}]}} | 9 | the last has none",
        "price         | {mode: per_output, outputs: 1, tiers: {by: moon, steps: [{amount: 1}]}} |"
            + " 9 | price.tiers.by must be one of resolution, megapixels, input_tokens",
        "price         | {mode: per_output, outputs: 1, tiers: {by: input_tokens, steps: [{amount:"
            + " 1}]}} | 9 | cannot depend on input_tokens",
        "price         | {mode: per_output, outputs: 1, tiers: {by: resolution, steps: [{up_to: 1},"
            + " {amount: 1}]}} | 9 | price.tiers.steps[0] has no amount",
        "price         | {mode: per_output, outputs: 1, amount: 1, tiers: {by: resolution, steps:"
            + " [{amount: 1}]}} | 9 | price.amount stands beside tiers",
        "price         | {mode: per_request, amount: 1, tiers: {by: resolution, steps: [{amount:"
            + " 1}]}} | 9 | price.tiers is not known here",
        "price         | {mode: per_request, amount: 1, variants: [{name: hd, when: {/n: 2}}]} | 9"
            + " | price.variants[0] has no amount",
        "price         | {mode: per_request, amount: 1, variants: [{name: HD, when: {/n: 2},"
            + " amount: 2}]} | 9 | small letters",
        "price         | {mode: per_request, amount: 1, variants: [{name: hd, when: {/m: 2},"
            + " amount: 2}]} | 9 | does not have",
        "price         | {mode: per_request, amount: 1, variants: [{name: hd, when: {n: 2}, amount:"
            + " 2}]} | 9 | JSON pointer",
        "price         | {mode: per_request, amount: 1, variants: [{name: hd, when: {}, amount:"
            + " 2}]} | 9 | 1 to 20 conditions",
        "price         | {mode: per_request, amount: 1, variants: [{name: hd, when: {/n: {}},"
            + " amount: 2}]} | 9 | a text, a number or a boolean",
        "price         | {mode: per_request, amount: 1, variants: [{name: a, when: {/n: 1}, amount:"
            + " 2}, {name: a, when: {/n: 2}, amount: 2}]} | 9 | two variants are called 'a'",
        "price         | {mode: per_request, amount: 1, variants: [{name: a, when: {/n: 1}, amount:"
            + " 0}]} | 9 | mode: free",
        "price         | {mode: per_output, amount: 1, outputs: {pointer: /n, default: 1, maximum:"
            + " 4, words: {many: 9}}} | 9 | what 'many' means",
        "price         | {mode: per_output, amount: 1, outputs: 0} | 9 | must lie between",
        "price         | 7 | 9 | must be an object with a mode",
        "run_limit     | 0                                | 10 | from 1s to 24h",
        "run_limit     | 25h                              | 10 | from 1s to 24h",
        "run_limit     | soon                             | 10 | from 1s to 24h",
        "attempts      | 0                                | 11 | from 1 to 20",
        "attempts      | 1.5                              | 11 | from 1 to 20",
      })
  void refusesAWrongValueWithItsLine(String field, String value, int line, String reason) {
    var problem = onlyProblemOf(with(field, value));

    assertThat(problem.line()).isEqualTo(line);
    assertThat(problem.reason()).contains(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"input_schema", "output_schema", "run_limit"})
  void refusesAModelWithoutAFieldThatItNeeds(String field) {
    var problem = onlyProblemOf(without(field));

    assertThat(problem).hasToString("line 2: models[0] has no " + field);
  }

  @Test
  void refusesAFieldThatItDoesNotKnowAndNamesThoseThatItDoes() {
    var problem = onlyProblemOf(ECHO.replace("attempts: 2", "atempts: 2"));

    assertThat(problem.line()).isEqualTo(11);
    assertThat(problem.reason()).startsWith("models[0].atempts is not known").contains("attempts");
  }

  @Test
  void refusesASecondModelOfTheSameName() {
    var text = ECHO + ECHO.substring(ECHO.indexOf('\n') + 1);

    assertThat(onlyProblemOf(text))
        .hasToString("line 16: models[1] is local/echo, and so is a model before it");
  }

  @Test
  void refusesASecondRouteOfTheSameName() {
    var route = ECHO.substring(ECHO.indexOf("      - name: local\n"));

    var problem = onlyProblemOf(ECHO + route);

    assertThat(problem.line()).isEqualTo(16);
    assertThat(problem.reason()).contains("routes[1].name is 'local'");
  }

  @Test
  void refusesAModelWithoutRoutes() {
    var text = ECHO.substring(0, ECHO.indexOf("routes:")) + "routes: []\n";

    assertThat(onlyProblemOf(text).reason()).contains("at least one route");
  }

  @ParameterizedTest
  @ValueSource(strings = {"${KEY", "${}", "${A-B}", "${A:${B}}", "a ${KEY} ${"})
  void refusesAReferenceThatIsNone(String reference) {
    var problem = onlyProblemOf(ECHO.replace("${KEY:none}", reference));

    assertThat(problem.line()).isEqualTo(15);
    assertThat(problem.reason()).contains("settings.key", "${NAME:default}");
  }

  @Test
  void findsAllProblemsAtOnceInTheOrderOfTheLines() {
    var text =
        ECHO.replace("30s", "never").replace("0.0001", "none").replace("attempts: 2", "x: 2");

    assertThat(problemsOf(text)).extracting(Problem::line).containsExactly(9, 10, 11);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "models:\\n  - name: [a        | 2 | no YAML",
        "models:\\n- a: 1\\n  a: 2     | 3 | is here twice",
        "models:\\n- a: !!java.net.URL x | 2 | tag",
        "models:\\n- &a [*a]           | 1 | contains itself",
        "models:\\n\\tx: 1             | 2 | no YAML",
        "just words                     | 1 | must be an object with models",
        "model: []                      | 1 | models",
        "''                             | 1 | must be an object with models",
      })
  void refusesWhatIsNoCatalogueWithTheLine(String text, int line, String reason) {
    var first = problemsOf(text.replace("\\n", "\n").replace("\\t", "\t")).getFirst();

    assertThat(first.line()).isEqualTo(line);
    assertThat(first.reason()).contains(reason);
  }

  @Test
  void aBombOfAliasesIsRefused() {
    var bomb = new StringBuilder("x-0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n");
    for (int i = 1; i < 9; i++) {
      var alias = "*a" + (i - 1);
      bomb.append(
          "x-%d: &a%d [%s]\n"
              .formatted(i, i, String.join(", ", List.of(alias, alias, alias, alias, alias))));
    }

    assertThat(problemsOf(bomb.toString())).hasSize(1);
  }

  @Test
  void wordsThatLookLikeWordsStayWords() {
    var settings = settingsOf("{a: no, b: 1:30, c: 0777, d: 2026-01-01, e: .inf}");

    assertThat(settings)
        .hasToString(
            """
            {"a":"no","b":"1:30","c":"0777","d":"2026-01-01","e":".inf"}\
            """);
  }

  @Test
  void numbersKeepEveryDigit() {
    assertThat(settingsOf("{a: 0.1000000000000000055, b: 12345678901234567890, c: -7}"))
        .hasToString("{\"a\":0.1000000000000000055,\"b\":12345678901234567890,\"c\":-7}");
  }

  @Test
  void anchorsAliasesAndMergeKeysAreResolved() {
    assertThat(settingsOf("{a: &a {k: 1, l: 2}, b: *a, c: {<<: *a, l: 3}}").get("c"))
        .hasToString("{\"l\":3,\"k\":1}");
  }

  @Test
  void variablesAreResolvedInSettings() {
    var text = ECHO.replace("${KEY:none}", "a ${KEY} $1 ${OTHER:http://x}");

    var read = read(text, Map.of("KEY", "v\\$1"));

    assertThat(accepted(read).getFirst().routes().getFirst().settings().get("key").textValue())
        .isEqualTo("a v\\$1 $1 http://x");
  }

  @Test
  void anEmptyVariableIsAnAbsentOne() {
    var read = read(ECHO, Map.of("KEY", ""));

    assertThat(accepted(read).getFirst().routes().getFirst().settings().get("key").textValue())
        .isEqualTo("none");
  }

  @Test
  void aModelAllOfWhoseRoutesNeedAnAbsentVariableIsLeftOutAndNamed() {
    var read = read(ECHO.replace("${KEY:none}", "${KEY}"), Map.of());

    assertThat(accepted(read)).isEmpty();
    assertThat(((Reading.Accepted) read).asleep())
        .containsExactly("local/echo is left out, all its routes sleep: local (needs KEY)");
  }

  @Test
  void aModelWithOneRouteAwakeRunsWithThatOne() {
    var text = ECHO + "      - {name: far, dialect: far, settings: {key: '${ABSENT}'}}\n";

    var read = read(text, Map.of());

    assertThat(accepted(read).getFirst().routes()).extracting(Route::name).containsExactly("local");
    assertThat(((Reading.Accepted) read).asleep())
        .containsExactly("local/echo runs without some routes: far (needs ABSENT)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{url: x, api_key: '${KEY}'}",
        "{url: x, api_key: k, organization: '${KEY}'}",
        "{url: x, headers: {Authorization: 'Key ${KEY}'}}"
      })
  void whatOnlyLacksItsKeyIsKnownToThoseWhoHaveOne(String settings) {
    var text = ECHO + "      - {name: far, dialect: far, settings: %s}\n".formatted(settings);

    var catalogue = ((Reading.Accepted) read(text, Map.of())).catalogue();

    assertThat(catalogue.models().iterator().next().routes())
        .extracting(Route::name)
        .containsExactly("local");
    assertThat(catalogue.known().iterator().next().routes())
        .extracting(Route::name, Route::needsKey)
        .containsExactly(tuple("local", false), tuple("far", true));
  }

  @Test
  void whatLacksMoreThanItsKeyIsNot() {
    var text =
        ECHO + "      - {name: far, dialect: far, settings: {url: '${URL}', api_key: '${KEY}'}}\n";

    var catalogue = ((Reading.Accepted) read(text, Map.of())).catalogue();

    assertThat(catalogue.known().iterator().next().routes()).hasSize(1);
  }

  @Test
  void aModelAllOfWhoseRoutesLackTheirKeyIsKnownAndCannotBeRun() {
    var text = ECHO.replace("key: \"${KEY:none}\"", "api_key: \"${KEY}\"");

    var catalogue = ((Reading.Accepted) read(text, Map.of())).catalogue();

    assertThat(catalogue.models()).isEmpty();
    assertThat(catalogue.known(new ModelName("local", "echo"))).isPresent();
    assertThat(catalogue.find(new ModelName("local", "echo"))).isEmpty();
  }

  @Test
  void aRouteMayNameItsProviderWithoutALimit() {
    var route = onlyModelOf(ECHO + "        provider: acme\n").routes().getFirst();

    assertThat(route.provider()).isEqualTo("acme");
    assertThat(route.concurrency()).isEmpty();
  }

  @Test
  void noModelHasTheOwnerOfAccountsOwnServers() {
    assertThat(problemsOf(ECHO.replace("local/echo", "own/echo")))
        .singleElement()
        .asString()
        .contains("own");
  }

  @Test
  void aModelThatSleepsIsStillHeldToTheRules() {
    var text = ECHO.replace("${KEY:none}", "${KEY}").replace("30s", "never");

    assertThat(problemsOf(text)).hasSize(1);
  }

  @Test
  void whoRunsARouteHasASayInItsSettings() {
    RouteCheck check = route -> List.of("has no base_url");

    var reading = new CatalogueReader(Map.of(), check).read(ECHO);

    assertThat(((Reading.Refused) reading).problems())
        .extracting(Problem::toString)
        .containsExactly("line 13: models[0].routes[0] has no base_url");
  }

  @Test
  void aRouteMaySayHowItHandsFilesOver() {
    var plain = onlyModelOf(ECHO).routes().getFirst();
    var asBytes =
        onlyModelOf(ECHO + "        files: data\n        file_bytes: 1000\n").routes().getFirst();

    assertThat(plain.files()).isEqualTo(FilesAs.SIGNED);
    assertThat(asBytes.files()).isEqualTo(new FilesAs(FilesAs.Form.DATA, 1000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"files: bytes", "files: 1", "file_bytes: 0", "file_bytes: 67108865"})
  void refusesAnotherWayToHandFilesOver(String field) {
    assertThat(problemsOf(ECHO + "        " + field + "\n"))
        .singleElement()
        .asString()
        .contains(field.substring(0, field.indexOf(':')));
  }

  @Test
  void aRouteMaySayHowMuchItCarriesAtOnce() {
    var plain = onlyModelOf(ECHO).routes().getFirst();
    var limited = onlyModelOf(ECHO + "        concurrency: 8\n").routes().getFirst();
    var shared =
        onlyModelOf(ECHO + "        concurrency: 8\n        provider: gpu-1\n").routes().getFirst();

    assertThat(plain.concurrency()).isEmpty();
    assertThat(limited.concurrency()).contains(new Concurrency(8, Optional.empty()));
    assertThat(shared.concurrency()).contains(new Concurrency(8, Optional.of("gpu-1")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "concurrency: 0",
        "concurrency: 100001",
        "concurrency: many",
        "provider: no spaces",
        "concurrency: 8\n        provider: no spaces"
      })
  void aLimitThatMeansNothingIsRefused(String limit) {
    assertThat(problemsOf(ECHO + "        " + limit + "\n")).hasSize(1);
  }

  @Test
  void aRouteDoesNotTellItsSettings() {
    var model = accepted(read(ECHO, Map.of("KEY", "secret"))).getFirst();

    assertThat(model.routes().getFirst().settings().toString()).contains("secret");
    assertThat(model.toString()).doesNotContain("secret");
  }

  @Test
  void theVersionNamesTheText() {
    var one = ((Reading.Accepted) read(ECHO, Map.of())).catalogue().version();
    var same = ((Reading.Accepted) read(ECHO, Map.of())).catalogue().version();
    var other = ((Reading.Accepted) read(ECHO + "\n", Map.of())).catalogue().version();

    assertThat(same).isEqualTo(one).isNotEqualTo(other);
  }

  private static JsonNode settingsOf(String yaml) {
    var text = ECHO.replace("{model: echo, key: \"${KEY:none}\"}", yaml);
    return onlyModelOf(text).routes().getFirst().settings();
  }

  private static String with(String field, String value) {
    return ECHO.replaceFirst("\\b" + field + ": .*", field + ": " + value.replace("$", "\\$"));
  }

  private static String without(String field) {
    return ECHO.replaceFirst(" +" + field + ": .*\n", "");
  }

  private static Model onlyModelOf(String text) {
    var models = accepted(read(text, Map.of()));
    assertThat(models).hasSize(1);
    return models.getFirst();
  }

  private static List<Model> accepted(Reading reading) {
    assertThat(reading).isInstanceOf(Reading.Accepted.class);
    return List.copyOf(((Reading.Accepted) reading).catalogue().models());
  }

  private static Problem onlyProblemOf(String text) {
    var problems = problemsOf(text);
    assertThat(problems).hasSize(1);
    return problems.getFirst();
  }

  private static List<Problem> problemsOf(String text) {
    var reading = read(text, Map.of());
    assertThat(reading).isInstanceOf(Reading.Refused.class);
    return ((Reading.Refused) reading).problems();
  }

  private static Reading read(String text, Map<String, String> environment) {
    return new CatalogueReader(environment, RouteCheck.NONE).read(text);
  }
}
