package dev.millrace.api.gateway.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;

/** Writes views as JSON, as the resources of this api do. */
@ApplicationScoped
class JsonText {
  private final ObjectMapper json;

  JsonText(ObjectMapper json) {
    this.json = json;
  }

  String of(Object view) {
    try {
      return json.writeValueAsString(view);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a view of ours cannot be written as JSON", e);
    }
  }
}
