package dev.millrace.provider.httpasync;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.provider.settings.HttpUrl;
import dev.millrace.provider.settings.SettingsReader;
import java.net.URI;
import java.util.Optional;

/**
 * How to find the URL of a run's status, result or cancel: a template of ours, or a place in the
 * reply to the submit.
 *
 * <p>A URL that the upstream names must lead to the host that the catalogue names, or our key and
 * our network would be open to whatever it writes there.
 */
sealed interface Link {
  /** The URL for this run. Throws a fault when the upstream's part of it is unfit. */
  URI resolve(JsonNode submitted, Optional<String> id, URI configured);

  /** Settings {@code url}, with {@code {id}}, or {@code url_at}, a pointer; empty without both. */
  static Optional<Link> read(SettingsReader reader) {
    Optional<Link> template = reader.urlTemplate("url").map(Template::new);
    Optional<Link> place = reader.optionalPointer("url_at").map(Place::new);
    if (template.isPresent() && place.isPresent()) {
      reader.problem("url", "and url_at exclude each other");
    }
    return template.or(() -> place);
  }

  /** As {@link #read}, and a problem without both. */
  static Link require(SettingsReader reader) {
    return read(reader)
        .orElseGet(
            () -> {
              reader.problem("url", "is missing, and so is url_at");
              return new Template("http://invalid");
            });
  }

  /** Whether this link needs the run's id. */
  default boolean needsId() {
    return this instanceof Template template && template.text.contains("{id}");
  }

  /** A URL of ours with the run's id in it. */
  record Template(String text) implements Link {
    /** No slash, no dot segment, no percent sign: the id cannot leave its place in the path. */
    private static final String SAFE_ID = "(?!\\.{1,2}$)[\\w.~:=-]{1,200}";

    @Override
    public URI resolve(JsonNode submitted, Optional<String> id, URI configured) {
      return URI.create(needsId() ? text.replace("{id}", safe(id)) : text);
    }

    private static String safe(Optional<String> id) {
      return id.filter(text -> text.matches(SAFE_ID))
          .orElseThrow(() -> broken("gave no id, or one that fits into no URL"));
    }
  }

  /** Where the reply to the submit has the URL. */
  record Place(JsonPointer pointer) implements Link {
    @Override
    public URI resolve(JsonNode submitted, Optional<String> id, URI configured) {
      var url = HttpUrl.parse(submitted.at(pointer).asText());
      if (url.isEmpty()) {
        throw broken("gave no usable URL at " + pointer);
      }
      if (!HttpUrl.sameOrigin(url.get(), configured)) {
        throw broken("gave a URL at " + pointer + " that leads to another host; it is not called");
      }
      return url.get();
    }
  }

  private static FaultException broken(String what) {
    return new FaultException(FaultCode.PROVIDER_BROKEN, "The provider " + what + ".");
  }
}
