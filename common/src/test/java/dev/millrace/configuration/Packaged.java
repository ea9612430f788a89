package dev.millrace.configuration;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.account.AccountId;
import dev.millrace.model.CatalogueSnapshot;
import dev.millrace.model.Model;
import dev.millrace.model.ModelName;
import dev.millrace.model.RouteCheck;
import dev.millrace.model.yaml.CatalogueReader;
import dev.millrace.model.yaml.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The packaged models, all awake, and configurations of them. */
public final class Packaged {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> KEYS =
      Map.of(
          "OPENAI_API_KEY", "k",
          "ANTHROPIC_API_KEY", "k",
          "GEMINI_API_KEY", "k",
          "REPLICATE_API_TOKEN", "k",
          "FAL_KEY", "k");
  private static final CatalogueSnapshot CATALOGUE = catalogue(KEYS);

  private Packaged() {}

  /** The packaged models where only these variables are set. */
  public static CatalogueSnapshot catalogue(Map<String, String> variables) {
    try (var file = Packaged.class.getResourceAsStream("/catalogue.yaml")) {
      var text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return switch (new CatalogueReader(variables, RouteCheck.NONE).read(text)) {
        case Reading.Accepted accepted -> accepted.catalogue();
        case Reading.Refused refused -> throw new IllegalStateException(refused.toString());
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static CatalogueSnapshot catalogue() {
    return CATALOGUE;
  }

  public static Model model(String name) {
    return CATALOGUE.find(ModelName.parse(name).orElseThrow()).orElseThrow();
  }

  /** JSON with single quotes. */
  public static ObjectNode json(String text) {
    try {
      return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An enabled configuration of a model, by the platform's key. */
  public static ModelConfiguration configuration(String model, String settings) {
    var now = Instant.parse("2026-03-01T12:00:00Z");
    return new ModelConfiguration(
        UUID.fromString("018f0000-0000-7000-8000-000000000001"),
        AccountId.of("018f0000-0000-7000-8000-00000000000a"),
        "openai",
        model,
        Optional.empty(),
        true,
        false,
        json(settings),
        now,
        now);
  }
}
