package dev.millrace.dialect.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conversation.Feature;
import dev.millrace.conversation.InexpressibleException;
import dev.millrace.conversation.Sampling;
import dev.millrace.dialect.FieldFault;
import dev.millrace.dialect.Fields;
import java.util.List;
import java.util.Optional;

/** How words are drawn, as the body's own fields say it. */
final class SamplingFields {
  private static final int MOST_STOPS = 4;

  private SamplingFields() {}

  /** {@code top_k} is not OpenAI's, but many clients of other servers send it. */
  static Sampling read(Fields fields) {
    return new Sampling(
        within(fields, "temperature", 0, 2),
        within(fields, "top_p", 0, 1),
        fields.whole("top_k"),
        fields.whole("seed"),
        within(fields, "presence_penalty", -2, 2),
        within(fields, "frequency_penalty", -2, 2),
        fields.texts("stop"));
  }

  private static Optional<Double> within(Fields fields, String name, int least, int most) {
    var number = fields.number(name);
    if (number.isPresent() && (number.get() < least || number.get() > most)) {
      throw FieldFault.malformed(
          fields.pathOf(name), "must be from %d to %d".formatted(least, most));
    }
    return number;
  }

  static void write(Sampling sampling, ObjectNode body) {
    if (sampling.topK().isPresent()) {
      throw new InexpressibleException(
          Feature.TOP_K, "has no counterpart at this model's provider; leave it out");
    }
    sampling.temperature().ifPresent(value -> body.put("temperature", value));
    sampling.topP().ifPresent(value -> body.put("top_p", value));
    sampling.seed().ifPresent(value -> body.put("seed", value));
    sampling.presencePenalty().ifPresent(value -> body.put("presence_penalty", value));
    sampling.frequencyPenalty().ifPresent(value -> body.put("frequency_penalty", value));
    stops(sampling.stop(), body);
  }

  private static void stops(List<String> stops, ObjectNode body) {
    if (stops.size() > MOST_STOPS) {
      throw new InexpressibleException(
          Feature.STOP, "may hold at most %d texts for this model".formatted(MOST_STOPS));
    }
    if (!stops.isEmpty()) {
      var texts = body.putArray("stop");
      stops.forEach(texts::add);
    }
  }
}
