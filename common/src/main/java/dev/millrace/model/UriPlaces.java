package dev.millrace.model;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where values of a schema hold what it calls {@code format: uri}. The schema is read once; what
 * leads to no such place is not walked through. Where a schema leaves a choice, such as in {@code
 * anyOf}, a place counts that any of its branches names. Pure, and thread-safe.
 */
final class UriPlaces {
  /** References may lead in circles, and values may be deep. */
  private static final int DEEPEST = 1000;

  private static final List<String> BRANCHES = List.of("allOf", "anyOf", "oneOf");
  private static final List<String> OTHERWISE = List.of("then", "else");

  private final Place root;

  /** What a part of a schema says of the values that it is for. */
  private static final class Place {
    private boolean isUri;
    private boolean leads;
    private final Map<String, Place> fields = new LinkedHashMap<>();
    private final List<Place> patterns = new ArrayList<>();
    private final List<Place> first = new ArrayList<>();
    private final List<Place> beside = new ArrayList<>();
    private Place otherFields;
    private Place items;

    /** Whether something of it has come to lead to a place. */
    private boolean update() {
      var before = leads;
      leads =
          isUri
              || anyLeads(fields.values())
              || anyLeads(patterns)
              || anyLeads(first)
              || anyLeads(beside)
              || (otherFields != null && otherFields.leads)
              || (items != null && items.leads);
      return leads != before;
    }

    private static boolean anyLeads(Iterable<Place> places) {
      for (var place : places) {
        if (place.leads) {
          return true;
        }
      }
      return false;
    }
  }

  private UriPlaces(Place root) {
    this.root = root;
  }

  static UriPlaces of(JsonNode schema) {
    var places = new IdentityHashMap<JsonNode, Place>();
    var root = place(schema, schema, places);
    boolean changed = true;
    while (changed) {
      changed = false;
      for (var place : places.values()) {
        changed |= place.update();
      }
    }
    return new UriPlaces(root);
  }

  private static Place place(JsonNode schema, JsonNode document, Map<JsonNode, Place> known) {
    var before = known.get(schema);
    if (before != null) {
      return before;
    }
    var place = new Place();
    known.put(schema, place);
    place.isUri = schema.path("format").asText().equals("uri");
    for (var field : schema.path("properties").properties()) {
      place.fields.put(field.getKey(), place(field.getValue(), document, known));
    }
    for (var field : schema.path("patternProperties").properties()) {
      place.patterns.add(place(field.getValue(), document, known));
    }
    for (var item : schema.path("prefixItems")) {
      place.first.add(place(item, document, known));
    }
    place.otherFields = place(schema.path("additionalProperties"), document, known);
    place.items = place(schema.path("items"), document, known);
    for (var name : BRANCHES) {
      for (var branch : schema.path(name)) {
        place.beside.add(place(branch, document, known));
      }
    }
    for (var name : OTHERWISE) {
      place.beside.add(place(schema.path(name), document, known));
    }
    if (schema.path("$ref").isTextual()) {
      place.beside.add(place(referred(schema.path("$ref").textValue(), document), document, known));
    }
    return place;
  }

  /** References by pointer; the document was compiled, so they lead somewhere. */
  private static JsonNode referred(String reference, JsonNode document) {
    var pointer = reference.substring(reference.indexOf('#') + 1);
    return pointer.isEmpty() || pointer.startsWith("/")
        ? document.at(JsonPointer.compile(pointer))
        : document.path("$defs").path(pointer);
  }

  /** The strings at such places, each once, in the order in which they stand there. */
  Set<String> in(JsonNode value) {
    if (!root.leads) {
      return Set.of();
    }
    var found = new LinkedHashSet<String>();
    walk(root, value, new Walk(new IdentityHashMap<>(), found), 0);
    return Collections.unmodifiableSet(found);
  }

  /**
   * What a walk has come by. References in circles make no walk longer: each value is held against
   * each part of the schema once.
   */
  private record Walk(Map<JsonNode, Set<Place>> seen, Set<String> found) {
    boolean isFirst(Place place, JsonNode value) {
      return seen.computeIfAbsent(value, key -> Collections.newSetFromMap(new IdentityHashMap<>()))
          .add(place);
    }
  }

  private static void walk(Place place, JsonNode value, Walk walk, int depth) {
    if (place == null || !place.leads || depth > DEEPEST || !walk.isFirst(place, value)) {
      return;
    }
    if (place.isUri && value.isTextual()) {
      walk.found.add(value.textValue());
    }
    place.beside.forEach(branch -> walk(branch, value, walk, depth + 1));
    if (value.isObject()) {
      value.properties().forEach(field -> field(place, field, walk, depth + 1));
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        var at = i < place.first.size() ? place.first.get(i) : place.items;
        walk(at, value.get(i), walk, depth + 1);
      }
    }
  }

  /** Whether a pattern fits a name is not asked: no place is lost by that. */
  private static void field(Place place, Map.Entry<String, JsonNode> field, Walk walk, int depth) {
    var named = place.fields.get(field.getKey());
    walk(named == null ? place.otherFields : named, field.getValue(), walk, depth);
    place.patterns.forEach(pattern -> walk(pattern, field.getValue(), walk, depth));
  }
}
