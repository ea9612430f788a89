package dev.millrace.api.vault;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.vault.KeyTester.Listed;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Answers about provider keys, in Runtype's envelopes. */
public final class ProviderKeyAnswers {
  private ProviderKeyAnswers() {}

  /** One key. */
  @Schema(name = "ProviderKeyAnswer")
  public record One(ProviderKeyView providerKey) {}

  /** All keys, or those of one provider. */
  @Schema(name = "ProviderKeyList")
  public record Several(List<ProviderKeyView> providerKeys) {}

  /**
   * What the provider says of a key.
   *
   * @param status of the provider's reply
   */
  @Schema(name = "ProviderKeyTest")
  public record Tested(boolean valid, int status, String message) {}

  /** A model as its server lists it. */
  @Schema(name = "DiscoveredModel")
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Model(String id, @Schema(nullable = true) String ownedBy) {
    static Model of(Listed listed) {
      return new Model(listed.id(), listed.ownedBy().orElse(null));
    }
  }

  /** The models of a server. */
  @Schema(name = "DiscoveredModels")
  public record Models(List<Model> models, int total) {
    static Models of(List<Listed> listed) {
      return new Models(listed.stream().map(Model::of).toList(), listed.size());
    }
  }

  /**
   * A key whose models were looked up anew.
   *
   * @param added models that it did not have before
   * @param removed models that its server does not have any more
   */
  @Schema(name = "SyncedModels")
  public record Synced(ProviderKeyView providerKey, List<String> added, List<String> removed) {}
}
