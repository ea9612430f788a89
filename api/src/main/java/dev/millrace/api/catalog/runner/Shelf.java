package dev.millrace.api.catalog.runner;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.api.http.ConditionalAnswer;
import dev.millrace.model.Model;
import dev.millrace.model.ModelName;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The models of one catalogue, ready to be shown: each is written once, whoever asks for it how
 * often. Unlisted ones are shown to those alone who name them.
 */
final class Shelf {
  private final Function<Object, String> json;
  private final Map<String, ShelvedModel> byEndpoint = new LinkedHashMap<>();
  private final List<ShelvedModel> listed;
  private final ConditionalAnswer featured;
  private final ConditionalAnswer facets;

  /**
   * Prepares a catalogue.
   *
   * @param models all that the platform can run
   * @param json writes a view
   */
  Shelf(Collection<Model> models, Function<Object, String> json) {
    this.json = json;
    for (var model : models) {
      byEndpoint.put(model.name().toString(), ShelvedModel.of(model, json));
    }
    this.listed = byEndpoint.values().stream().filter(ShelvedModel::isListed).toList();
    this.featured = answer(array(listed.stream().filter(ShelvedModel::isFeatured)));
    this.facets = written(FacetsView.of(listed));
  }

  ConditionalAnswer list(ListQuery query) {
    var found = query.criteria().among(listed).sorted(by(query.order())).toList();
    var shown = found.stream().skip(query.skipped()).limit(query.limit());
    int pages = (found.size() + query.limit() - 1) / query.limit();
    return written(new ModelPage(query.page(), query.limit(), found.size(), pages, array(shown)));
  }

  private static Comparator<ShelvedModel> by(Order order) {
    return Comparator.comparing(ShelvedModel::model, order.comparator());
  }

  ConditionalAnswer featured() {
    return featured;
  }

  ConditionalAnswer facets(Criteria criteria) {
    return criteria.equals(Criteria.NONE)
        ? facets
        : written(FacetsView.of(criteria.among(listed).toList()));
  }

  /** Empty when there is no such model. */
  Optional<ConditionalAnswer> one(ModelName name) {
    return find(name.toString()).map(shelved -> answer(shelved.view()));
  }

  /** In the order in which they were asked for. */
  ConditionalAnswer prices(List<String> endpoints) {
    var prices =
        endpoints.stream()
            .flatMap(endpoint -> find(endpoint).stream())
            .map(ShelvedModel::price)
            .collect(Collectors.joining(",", "[", "]"));
    var missing = endpoints.stream().filter(endpoint -> find(endpoint).isEmpty()).toList();
    return written(new PriceBatch(1, prices, missing));
  }

  private Optional<ShelvedModel> find(String endpoint) {
    return Optional.ofNullable(byEndpoint.get(endpoint));
  }

  /** The best first; of equals, those that are featured, then as the catalogue has them. */
  ConditionalAnswer search(String query, int limit) {
    var words = Words.of(query);
    var results =
        listed.stream()
            .flatMap(shelved -> Hit.of(shelved, words).stream())
            .sorted(
                Comparator.comparing(Hit::points)
                    .reversed()
                    .thenComparing(hit -> !hit.shelved().isFeatured()))
            .limit(limit)
            .map(SearchResult::of)
            .toList();
    return written(new SearchReply(query, results));
  }

  private static String array(Stream<ShelvedModel> models) {
    return models.map(ShelvedModel::view).collect(Collectors.joining(",", "[", "]"));
  }

  private ConditionalAnswer written(Object view) {
    return answer(json.apply(view));
  }

  private static ConditionalAnswer answer(String text) {
    return ConditionalAnswer.of(text.getBytes(UTF_8));
  }
}
