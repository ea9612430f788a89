package dev.millrace.api.catalog.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.api.http.ConditionalAnswer;
import dev.millrace.api.http.Query;
import dev.millrace.fault.FaultException;
import dev.millrace.model.Model;
import dev.millrace.model.ModelName;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShelfTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MODELS =
      """
      {name: acme/writer, title: Writer, capabilities: [chat, tools, vision], featured: true, released: 2025-01-01, description: Paints with words
      {name: acme/painter, title: Painter, category: text-to-image, tags: [art], price: {mode: per_request, amount: 0.04}
      {name: lab/brush, title: A brush, category: image-to-image, use_cases: [repaint], featured: true, released: 2026-01-01
      {name: lab/secret, title: Secret painter, unlisted: true, price: {mode: free}
      {name: lab/sub/echo, title: Echo, description: 'Says what it weighted'""";

  private final AtomicInteger written = new AtomicInteger();
  private final Collection<Model> models = CatalogueOnPaper.of(MODELS).models();
  private final Shelf shelf = new Shelf(models, this::write);

  private String write(Object view) {
    written.incrementAndGet();
    try {
      return JSON.writeValueAsString(view);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                       | acme/writer acme/painter lab/brush lab/sub/echo",
        "owner=lab                                | lab/brush lab/sub/echo",
        "category=text-to-image                   | acme/painter",
        "inputModality=image                      | acme/writer lab/brush",
        "inputModality=image&outputModality=image | lab/brush",
        "capability=chat&capability=tools         | acme/writer",
        "capability=chat&capability=audio         | ''",
        "featured=false                           | acme/painter lab/sub/echo",
        "search=PAINT                             | acme/writer acme/painter lab/brush",
        "search=paint art                         | acme/painter",
        "sort=featured                            | acme/writer lab/brush acme/painter lab/sub/echo",
        "sort=newest                              | lab/brush acme/writer acme/painter lab/sub/echo",
        "sort=name                                | lab/brush lab/sub/echo acme/painter acme/writer",
        "limit=3&page=2                           | lab/sub/echo",
        "limit=100&page=2147483647                | ''"
      })
  void aListHasWhatFitsAllThatIsAskedFor(String query, String endpoints) {
    var page = read(shelf.list(ListQuery.read(query(query))));

    assertThat(texts(page.get("data"), "id")).isEqualTo(endpoints);
  }

  @Test
  void aPageSaysHowManyThereAre() {
    var page = read(shelf.list(ListQuery.read(query("limit=3&page=1"))));

    assertThat(page.get("data")).hasSize(3);
    assertThat(page.at("/page").intValue()).isEqualTo(1);
    assertThat(page.at("/limit").intValue()).isEqualTo(3);
    assertThat(page.at("/total").intValue()).isEqualTo(4);
    assertThat(page.at("/totalPages").intValue()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "limit=101, limit",
    "limit=0, limit",
    "page=0, page",
    "page=x, page",
    "sort=best, sort",
    "featured=yes, featured",
    "owner=a&owner=b, owner"
  })
  void aParameterThatCannotBeUsedIsNamed(String query, String name) {
    assertThatThrownBy(() -> ListQuery.read(query(query)))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining(name);
  }

  @Test
  void aModelHasEveryFieldThatClientsKnow() {
    var model = read(shelf.one(name("acme/painter")).orElseThrow());

    assertThat(model.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "id",
            "ownerName",
            "alias",
            "name",
            "category",
            "shortDescription",
            "description",
            "thumbnailUrl",
            "tags",
            "useCases",
            "inputModalities",
            "outputModalities",
            "capabilities",
            "features",
            "schema",
            "pricingMode",
            "averageCost",
            "official",
            "featured",
            "examples",
            "contextWindow",
            "maxOutputTokens",
            "providerRequestConfig",
            "createdAt",
            "updatedAt");
    assertThat(model.at("/pricingMode").textValue()).isEqualTo("per_request");
    assertThat(model.at("/averageCost").textValue()).isEqualTo("0.04");
    assertThat(model.at("/schema/input/type").textValue()).isEqualTo("object");
    assertThat(model.at("/providerRequestConfig").isNull()).isTrue();
    assertThat(
            read(shelf.one(name("acme/writer")).orElseThrow())
                .at("/providerRequestConfig/apiType")
                .textValue())
        .isEqualTo("chat_completions");
  }

  @Test
  void anUnlistedModelIsShownToWhoeverNamesItAndNobodyElse() {
    assertThat(shelf.one(name("lab/secret"))).isPresent();
    assertThat(texts(read(shelf.search("secret", 25)).get("results"), "endpoint")).isEmpty();
    assertThat(read(shelf.facets(Criteria.NONE)).get("total").intValue()).isEqualTo(4);
  }

  @Test
  void facetsCountWaysAndCapabilities() {
    var facets = read(shelf.facets(Criteria.NONE));

    assertThat(facets.get("modalities").toString())
        .isEqualTo(
            "[{'input':'image','output':'image','count':1},{'input':'image','output':'text','count':1},"
                .concat("{'input':'text','output':'image','count':1},")
                .concat("{'input':'text','output':'text','count':1}]")
                .replace('\'', '"'));
    assertThat(texts(facets.get("capabilities"), "capability")).isEqualTo("chat tools vision");
    var ofLab = read(shelf.facets(ListQuery.facets(query("owner=lab&category=ignored"))));
    assertThat(ofLab.get("total").intValue()).isEqualTo(2);
    assertThat(ofLab.get("modalities")).hasSize(1);
  }

  @Test
  void featuredModelsComeAllAtOnce() {
    assertThat(texts(read(shelf.featured()), "id")).isEqualTo("acme/writer lab/brush");
  }

  @Test
  void pricesComeInTheOrderOfTheQuestionAndUnknownOnesFailNothing() {
    var reply =
        read(
            shelf.prices(
                List.of("lab/secret", "no/body", "acme/painter", "acme/writer", "\"nonsense")));

    assertThat(reply.at("/version").intValue()).isEqualTo(1);
    assertThat(texts(reply.get("prices"), "endpoint"))
        .isEqualTo("lab/secret acme/painter acme/writer");
    assertThat(reply.at("/notFound/0").textValue()).isEqualTo("no/body");
    assertThat(reply.at("/notFound/1").textValue()).isEqualTo("\"nonsense");
    var painter = reply.at("/prices/1");
    assertThat(painter.get("pricePerRequest").textValue()).isEqualTo("0.04");
    assertThat(painter.get("averageCost").textValue()).isEqualTo("0.04");
    assertThat(painter.get("currency").textValue()).isEqualTo("USD");
    assertThat(painter.at("/price/mode").textValue()).isEqualTo("per_request");
    assertThat(reply.at("/prices/2/pricingMode").isNull()).isTrue();
  }

  @Test
  void aNameSaysMoreThanATagAndThatMoreThanADescription() {
    assertThat(found("paint")).isEqualTo("acme/painter acme/writer");
    assertThat(found("repaint")).isEqualTo("lab/brush");
    assertThat(found("painter art")).isEqualTo("acme/painter");
    assertThat(found("lab/brush")).isEqualTo("lab/brush");
    assertThat(found("ted")).isEmpty();
  }

  @Test
  void aWordWithDashesIsFoundInATagAndADescription() {
    var models =
        """
        {name: acme/one, title: One, tags: [a text-to-image one]
        {name: acme/two, title: Two, description: 'As good as (gpt-4o) was'
        {name: acme/three, title: Three, description: 'No pretext-to-image, no xgpt-4o'""";
    var dashed = new Shelf(CatalogueOnPaper.of(models).models(), this::write);

    assertThat(found(dashed, "text-to-image")).isEqualTo("acme/one");
    assertThat(found(dashed, "gpt-4")).isEqualTo("acme/two");
  }

  @Test
  void aResultSaysHowWellItFitsAndWhere() {
    var result = read(shelf.search("painter art", 25)).at("/results/0");

    assertThat(result.get("score").doubleValue()).isEqualTo(0.65);
    assertThat(result.get("matchedOn").toString()).isEqualTo("[\"name\",\"tags\"]");
    assertThat(result.at("/type").textValue()).isEqualTo("model");
    assertThat(result.at("/pricing/mode").textValue()).isEqualTo("per_request");
    assertThat(result.at("/pricing/averageCost").textValue()).isEqualTo("0.04");
  }

  private String found(String words) {
    return found(shelf, words);
  }

  private static String found(Shelf shelf, String words) {
    return texts(read(shelf.search(words, 25)).get("results"), "endpoint");
  }

  /** Counted, not timed: what makes lists slow is to write models again for each. */
  @Test
  void aModelIsWrittenOnceHoweverOftenItIsListed() {
    var lines =
        IntStream.range(0, 1000)
            .mapToObj(n -> "{name: acme/model-%d, tags: [t%d]".formatted(n, n % 10))
            .collect(Collectors.joining("\n"));
    written.set(0);
    var thousand = new Shelf(CatalogueOnPaper.of(lines).models(), this::write);
    int prepared = written.getAndSet(0);

    for (int page = 1; page <= 10; page++) {
      assertThat(
              read(thousand.list(ListQuery.read(query("search=t1&limit=10&page=" + page))))
                  .get("data"))
          .hasSize(10);
    }

    assertThat(prepared).as("model and price of each, and the facets").isEqualTo(2001);
    assertThat(written).as("the frame of each page").hasValue(10);
  }

  @Test
  void anotherCatalogueOfTheSameModelsHasTheSameTags() {
    var other = new Shelf(CatalogueOnPaper.of(MODELS).models(), this::write);

    assertThat(other.featured().tag()).isEqualTo(shelf.featured().tag());
    assertThat(other.one(name("acme/writer")).orElseThrow().tag())
        .isEqualTo(shelf.one(name("acme/writer")).orElseThrow().tag())
        .isNotEqualTo(shelf.one(name("acme/painter")).orElseThrow().tag());
  }

  private static ModelName name(String endpoint) {
    return ModelName.parse(endpoint).orElseThrow();
  }

  private static Query query(String text) {
    var values = new MultivaluedHashMap<String, String>();
    for (var pair : text.split("&", -1)) {
      int at = pair.indexOf('=');
      if (at > 0) {
        values.add(pair.substring(0, at), pair.substring(at + 1));
      }
    }
    return new Query(values);
  }

  private static String texts(JsonNode list, String field) {
    return list.valueStream()
        .map(one -> one.get(field).textValue())
        .collect(Collectors.joining(" "));
  }

  private static JsonNode read(ConditionalAnswer answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
