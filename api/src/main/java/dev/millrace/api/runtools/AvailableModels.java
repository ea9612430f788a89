package dev.millrace.api.runtools;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.money.RateCard;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The models of the model proxy, in Runtools' envelope.
 *
 * @param platform those that the platform runs with its own keys, for the account's credit
 * @param byok those that a provider key of the account's own can run
 */
@Schema(name = "AvailableModels")
record AvailableModels(List<Platform> platform, List<OwnKey> byok) {
  /** The envelope. */
  @Schema(name = "AvailableModelsReply")
  record Reply(AvailableModels data) {}

  /**
   * A model of the platform's.
   *
   * @param available whether the caller's plan and key have it
   * @param contextWindow in tokens; left out when the catalogue does not say
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "PlatformModel")
  record Platform(
      String model,
      String displayName,
      @Schema(description = "Whether the caller's plan and key have it") boolean available,
      List<String> capabilities,
      @Schema(description = "Tokens that it reads and writes together") Integer contextWindow,
      Pricing pricing) {}

  /**
   * A model for keys of the account's own.
   *
   * @param requiresSecret the name of the secret that holds such a key
   * @param available whether the account has one that this call's API key may use
   */
  @Schema(name = "OwnKeyModel")
  record OwnKey(
      String model,
      String displayName,
      @Schema(description = "The secret that holds such a key, such as OPENAI_API_KEY")
          String requiresSecret,
      @Schema(description = "Whether the account has such a key that this API key may use")
          boolean available) {}

  /**
   * What the platform asks for it.
   *
   * @param price all that the card says, as a catalogue writes it
   */
  @Schema(name = "PlatformModelPricing")
  record Pricing(
      String currency,
      String rateCard,
      String mode,
      @Schema(implementation = Object.class) ObjectNode price) {
    static Pricing of(RateCard card) {
      return new Pricing("USD", card.version(), card.mode(), card.price());
    }
  }
}
