package dev.millrace.api.gateway.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.account.Plans;
import dev.millrace.api.catalog.Reach;
import dev.millrace.api.http.ConditionalAnswer;
import dev.millrace.api.http.key.Caller;
import dev.millrace.model.Face;
import dev.millrace.model.Model;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The models of one catalogue, ready to be listed: each is written once, and whoever asks gets
 * those that he can call. What only a plan decides is put together once for each plan.
 */
final class PreparedModels {
  /**
   * A model as lists have it.
   *
   * @param openAi JSON in OpenAI's shape
   * @param anthropic empty for a model that does not answer Anthropic's clients; likewise Gemini's
   */
  private record Entry(
      ListedModel listed,
      String openAi,
      Optional<AnthropicModel> anthropic,
      Optional<GeminiModel> gemini) {
    boolean isFor(Optional<Caller> caller, Reach reach) {
      return reach.covers(caller, listed.known(), listed.isAwake());
    }
  }

  private final Reach reach;
  private final List<Entry> entries;
  private final ConditionalAnswer prices;
  private final Map<String, ConditionalAnswer> byPlan = new ConcurrentHashMap<>();

  /**
   * Prepares a catalogue.
   *
   * @param known all its known models
   * @param text writes a view as JSON
   */
  PreparedModels(Collection<Model> known, Plans plans, Reach reach, Function<Object, String> text) {
    this.reach = reach;
    this.entries =
        known.stream()
            .flatMap(model -> ListedModel.of(model, plans).stream())
            .filter(listed -> !listed.isUnlisted())
            .map(listed -> entry(listed, text))
            .toList();
    this.prices = prices(known, plans, text);
  }

  private static Entry entry(ListedModel listed, Function<Object, String> text) {
    return new Entry(
        listed,
        text.apply(OpenAiModel.of(listed)),
        Optional.of(listed)
            .filter(one -> one.known().answersOn(Face.MESSAGES))
            .map(AnthropicModel::of),
        Optional.of(GeminiModel.of(listed))
            .filter(model -> !model.supportedGenerationMethods().isEmpty()));
  }

  /** Of all that the platform can run, be it called here or through the queue alone. */
  private static ConditionalAnswer prices(
      Collection<Model> known, Plans plans, Function<Object, String> text) {
    var priced =
        known.stream()
            .filter(model -> !model.presentation().unlisted())
            .flatMap(model -> model.awake().stream())
            .flatMap(model -> PricedModel.of(model, plans).stream())
            .toList();
    return ConditionalAnswer.of(text.apply(new PriceList(priced)).getBytes(UTF_8));
  }

  ConditionalAnswer prices() {
    return prices;
  }

  /** All on one page, in OpenAI's shape. */
  ConditionalAnswer openAi(Optional<Caller> caller) {
    return Reach.isByPlanAlone(caller)
        ? byPlan.computeIfAbsent(reach.planOf(caller).name(), plan -> together(caller))
        : together(caller);
  }

  /** As {@link ModelList} would be written. */
  private ConditionalAnswer together(Optional<Caller> caller) {
    var list =
        of(caller)
            .map(Entry::openAi)
            .collect(
                Collectors.joining(
                    ",", "{\"object\":\"list\",\"data\":[", "],\"has_more\":false}"));
    return ConditionalAnswer.of(list.getBytes(UTF_8));
  }

  List<AnthropicModel> anthropic(Optional<Caller> caller) {
    return of(caller).flatMap(entry -> entry.anthropic().stream()).toList();
  }

  List<GeminiModel> gemini(Optional<Caller> caller) {
    return of(caller).flatMap(entry -> entry.gemini().stream()).toList();
  }

  private Stream<Entry> of(Optional<Caller> caller) {
    return entries.stream().filter(entry -> entry.isFor(caller, reach));
  }
}
