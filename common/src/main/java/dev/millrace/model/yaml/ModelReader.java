package dev.millrace.model.yaml;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.millrace.fault.FaultException;
import dev.millrace.model.Face;
import dev.millrace.model.JsonSchema;
import dev.millrace.model.Model;
import dev.millrace.model.ModelName;
import dev.millrace.model.OwnPaths;
import dev.millrace.model.Route;
import dev.millrace.model.Schema;
import dev.millrace.money.Money;
import dev.millrace.money.RateCard;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads one model. What is missing or wrong is noted and read as a harmless stand-in, so that one
 * reading finds every problem; a model with problems is never handed out.
 */
record ModelReader(RouteReader routes) {
  private static final int STANDARD_ATTEMPTS = 4;
  private static final int MOST_ATTEMPTS = 20;
  private static final ModelName ANY_NAME = new ModelName("any", "any");
  private static final Schema ANY_SCHEMA = JsonSchema.of(JsonNodeFactory.instance.objectNode());
  private static final Set<String> FIELDS =
      Set.of(
          "name",
          "owner",
          "alias",
          "title",
          "description",
          "category",
          "tags",
          "capabilities",
          "faces",
          "input_schema",
          "output_schema",
          "price",
          "run_limit",
          "attempts",
          "copy_outputs",
          "routes");
  private static final Set<String> ALL_FIELDS =
      Stream.concat(FIELDS.stream(), PresentationReader.FIELDS.stream())
          .collect(Collectors.toUnmodifiableSet());

  /**
   * What a text says about one model.
   *
   * @param model counts only when no problem was found and it has routes; with those that wait for
   *     their provider's key alone
   * @param asleep its routes that wait for a variable
   */
  record Candidate(Model model, List<String> asleep) {
    boolean isKnown() {
      return !model.routes().isEmpty();
    }

    boolean isAwake() {
      return model.awake().isPresent();
    }
  }

  /** Empty when the model has problems. */
  Optional<Candidate> read(Element element) {
    int before = element.problems().count();
    if (!element.isObjectOf(ALL_FIELDS)) {
      return Optional.empty();
    }
    var copyOutputs = element.optional("copy_outputs").flatMap(Element::bool).orElse(true);
    var found =
        element
            .required("routes")
            .map(list -> routes.read(list, copyOutputs))
            .orElse(RouteReader.Routes.NONE);
    var candidate = new Candidate(model(element, found.known()), found.asleep());
    return element.problems().count() == before ? Optional.of(candidate) : Optional.empty();
  }

  private static Model model(Element element, List<Route> known) {
    var name = name(element).orElse(ANY_NAME);
    var input = element.required("input_schema").flatMap(SchemaReader::input).orElse(ANY_SCHEMA);
    var runLimit = element.required("run_limit").flatMap(RunLimit::read).orElse(Duration.ZERO);
    return new Model(
        name,
        PresentationReader.text(element, "title").orElse(name.toString()),
        PresentationReader.text(element, "description").orElse(""),
        PresentationReader.text(element, "category").orElse(""),
        PresentationReader.words(element, "tags"),
        input,
        element.required("output_schema").flatMap(SchemaReader::output).orElse(ANY_SCHEMA),
        Set.copyOf(PresentationReader.words(element, "capabilities")),
        faces(element),
        price(element, input, runLimit),
        runLimit,
        attempts(element),
        known,
        PresentationReader.read(element));
  }

  private static Optional<ModelName> name(Element element) {
    if (!element.has("name")) {
      var owner = element.required("owner").flatMap(Element::text);
      var alias = element.required("alias");
      return owner.flatMap(
          first -> alias.flatMap(place -> name(place, first + "/" + place.value().asText())));
    }
    if (element.has("owner") || element.has("alias")) {
      return element.refused("has a name; owner and alias say the same once more");
    }
    return element.required("name").flatMap(place -> name(place, place.value().asText()));
  }

  private static Optional<ModelName> name(Element place, String text) {
    var name = ModelName.parse(text);
    if (name.isEmpty()) {
      return place.refused("makes the name '%s', which is no owner/alias".formatted(text));
    }
    if (name.get().isOwn()) {
      return place.refused(
          "makes the name '%s', but models of /own are those of accounts' own servers; choose another owner"
              .formatted(text));
    }
    return OwnPaths.hide(name.get().owner())
        ? place.refused(
            "makes the name '%s', but paths below /%s are the platform's own; choose another owner"
                .formatted(text, name.get().owner()))
        : name;
  }

  /** All of them, if nothing is said. */
  private static Set<Face> faces(Element element) {
    var list = element.optional("faces");
    if (list.isEmpty()) {
      return EnumSet.allOf(Face.class);
    }
    var faces = EnumSet.noneOf(Face.class);
    list.get()
        .items()
        .forEach(item -> item.text().flatMap(word -> face(item, word)).ifPresent(faces::add));
    return faces;
  }

  private static Optional<Face> face(Element place, String word) {
    var face = Face.parse(word);
    return face.isPresent()
        ? face
        : place.refused(
            "is '%s', which is none of chat, responses, messages, gemini".formatted(word));
  }

  private static Optional<RateCard> price(Element element, Schema input, Duration runLimit) {
    return element
        .optional("price")
        .flatMap(
            place ->
                new PriceReader(place, input.document())
                    .read()
                    .filter(card -> isCountable(card, runLimit, place)));
  }

  /** Whether no input of the model can cost more than an amount of money can be. */
  private static boolean isCountable(RateCard card, Duration runLimit, Element place) {
    try {
      return card.largestQuote(runLimit).covers(Money.ZERO);
    } catch (FaultException e) {
      place.refuse(
          "is refused: by its maximums a request could cost more dollars than can be counted; lower"
              + " a maximum or a rate");
      return false;
    }
  }

  private static int attempts(Element element) {
    return element
        .optional("attempts")
        .flatMap(place -> place.whole(1, MOST_ATTEMPTS))
        .orElse(STANDARD_ATTEMPTS);
  }
}
