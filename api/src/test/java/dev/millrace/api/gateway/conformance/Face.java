package dev.millrace.api.gateway.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** One of our protocols, as its client speaks and reads it. */
interface Face {
  String PNG =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";
  String PARAMETERS =
      "{'type':'object','properties':{'city':{'type':'string'}},'required':['city']}";
  String SCHEMA =
      "{'type':'object','properties':{'n':{'type':'integer'}},'required':['n'],'additionalProperties':false}";

  /** As the table calls it. */
  String title();

  String path(String model, boolean streamed);

  /** How the key is brought. */
  String keyHeader();

  ObjectNode body(String model, Trait trait, boolean streamed);

  Told whole(JsonNode reply);

  /** The events of a streamed answer, as they came. */
  default List<Scripts.Event> events(String body) {
    return Scripts.events(body);
  }

  Told stream(List<Scripts.Event> events);

  static List<Face> all() {
    return List.of(
        new ChatFace(), new ResponsesFace(), new MessagesFace(), new GeminiFace(), new ProxyFace());
  }
}
