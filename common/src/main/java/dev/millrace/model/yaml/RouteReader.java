package dev.millrace.model.yaml;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.model.Concurrency;
import dev.millrace.model.FilesAs;
import dev.millrace.model.Route;
import dev.millrace.model.RouteCheck;
import dev.millrace.model.RouteKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a model's routes. */
record RouteReader(Environment environment, RouteCheck check) {
  private static final Set<String> FIELDS =
      Set.of(
          "name",
          "dialect",
          "settings",
          "concurrency",
          "provider",
          "files",
          "file_bytes",
          "copy_outputs");
  private static final int MOST_AT_ONCE = 100_000;
  private static final int MOST_FILE_BYTES = 64 * 1024 * 1024;
  private static final String NAME_RULE =
      "must be up to 64 letters, digits, dots, dashes and underscores";
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

  /** Where settings have their provider's key, or what goes with it. */
  private static final Set<String> CREDENTIALS = Set.of("api_key", "organization", "headers");

  /**
   * The routes of a model.
   *
   * @param known in order: those that can be gone, and those that wait for their provider's key
   *     alone
   * @param asleep those that wait for a variable, with its name
   */
  record Routes(List<Route> known, List<String> asleep) {
    static final Routes NONE = new Routes(List.of(), List.of());
  }

  /**
   * @param copyOutputs what holds for routes that say nothing of it
   */
  Routes read(Element list, boolean copyOutputs) {
    var routes = new Routes(new ArrayList<>(), new ArrayList<>());
    var items = list.items();
    if (items.isEmpty()) {
      list.refuse("must have at least one route");
    }
    var names = new HashSet<String>();
    for (var item : items) {
      if (item.isObjectOf(FIELDS)) {
        read(item, names, copyOutputs, routes);
      }
    }
    return routes;
  }

  private void read(Element item, Set<String> names, boolean copyOutputs, Routes routes) {
    var name = name(item, names);
    var dialect = item.required("dialect").flatMap(Element::text);
    var settings = item.required("settings").filter(RouteReader::isObject);
    if (name.isEmpty() || dialect.isEmpty() || settings.isEmpty()) {
      return;
    }
    var absent = new Absent(new TreeSet<>(), new TreeSet<>());
    var resolved = resolve(settings.get(), absent);
    var provider = provider(item);
    var route =
        new Route(
                name.get(),
                dialect.get(),
                resolved,
                concurrency(item, provider),
                files(item),
                item.optional("copy_outputs").flatMap(Element::bool).orElse(copyOutputs))
            .of(provider, absent.keys().isEmpty() ? RouteKey.OURS : RouteKey.MISSING);
    take(item, route, absent, routes);
  }

  /**
   * Variables that are not set.
   *
   * @param keys those that credentials refer to
   * @param others those of other settings
   */
  private record Absent(SortedSet<String> keys, SortedSet<String> others) {
    boolean isNone() {
      return keys.isEmpty() && others.isEmpty();
    }

    String names() {
      return Stream.of(keys, others)
          .flatMap(Set::stream)
          .distinct()
          .sorted()
          .collect(Collectors.joining(", "));
    }
  }

  private ObjectNode resolve(Element settings, Absent absent) {
    var resolved = JsonNodeFactory.instance.objectNode();
    settings
        .fields()
        .forEach(
            (field, value) ->
                resolved.set(
                    field,
                    environment.resolve(
                        value, CREDENTIALS.contains(field) ? absent.keys() : absent.others())));
    return resolved;
  }

  /** What sleeps is not held to account: its other settings may wait for their variables too. */
  private void take(Element item, Route route, Absent absent, Routes routes) {
    if (absent.isNone()) {
      check.problems(route).forEach(item::refuse);
      routes.known.add(route);
      return;
    }
    routes.asleep.add("%s (needs %s)".formatted(route.name(), absent.names()));
    if (absent.others().isEmpty() && check.problems(route).isEmpty()) {
      routes.known.add(route);
    }
  }

  private static Optional<String> name(Element item, Set<String> names) {
    var field = item.required("name");
    var name = field.flatMap(Element::text);
    name.ifPresent(
        text -> {
          if (isName(text, field.get()) && !names.add(text)) {
            field.get().refuse("is '%s', the name of another route of this model".formatted(text));
          }
        });
    return name;
  }

  private static Optional<Concurrency> concurrency(Element item, Optional<String> provider) {
    return item.optional("concurrency")
        .flatMap(place -> place.whole(1, MOST_AT_ONCE))
        .map(limit -> new Concurrency(limit, provider));
  }

  private static Optional<String> provider(Element item) {
    var place = item.optional("provider");
    return place.flatMap(Element::text).filter(text -> isName(text, place.get()));
  }

  private static FilesAs files(Element item) {
    var form =
        item.optional("files")
            .flatMap(
                place ->
                    place
                        .text()
                        .flatMap(
                            word ->
                                FilesAs.Form.parse(word)
                                    .or(() -> place.refused("must be signed, url or data"))))
            .orElse(FilesAs.SIGNED.form());
    var bytes = item.optional("file_bytes").flatMap(place -> place.whole(1, MOST_FILE_BYTES));
    return new FilesAs(form, bytes.orElse(FilesAs.SIGNED.bytes()));
  }

  private static boolean isName(String text, Element place) {
    if (!text.matches(NAME)) {
      place.refuse(NAME_RULE);
    }
    return text.matches(NAME);
  }

  private static boolean isObject(Element settings) {
    if (!settings.value().isObject()) {
      settings.refuse("must be an object");
    }
    return settings.value().isObject();
  }
}
