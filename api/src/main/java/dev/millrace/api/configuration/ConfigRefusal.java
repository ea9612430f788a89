package dev.millrace.api.configuration;

import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.vault.ModelConfigurations.Made;
import java.util.UUID;

/** Why nothing was done with a configuration, in words for its owner. Pure. */
final class ConfigRefusal {
  private ConfigRefusal() {}

  /** The configuration that a path names; a text that is no id names none. */
  static UUID idOf(String text) {
    return read(text, unknown());
  }

  /** The provider key that a body names; likewise. */
  static UUID providerKeyOf(String text) {
    return read(text, unknownKey());
  }

  private static UUID read(String text, FaultException unknown) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw unknown;
    }
  }

  static FaultException unknown() {
    return new FaultException(FaultCode.NOT_FOUND, "there is no such model configuration");
  }

  static FaultException unknownKey() {
    return new FaultException(
        FaultCode.NOT_FOUND,
        "providerKeyId names no provider key of this account; GET /v1/provider-keys lists them");
  }

  static FaultException unknownModel() {
    return new FaultException(
        FaultCode.MODEL_UNKNOWN,
        "modelId names no model that can be set up; GET /v1/model-configs/available lists them");
  }

  static void unlessMade(Made made, int most) {
    switch (made) {
      case APPLIED -> {}
      case ACCOUNT_UNKNOWN -> throw unknown();
      case CHANGED ->
          throw new FaultException(
              FaultCode.CONFLICT,
              "somebody else changed this configuration at the same time; look at it and repeat the call");
      case TAKEN ->
          throw new FaultException(
              FaultCode.CONFLICT,
              "there is a configuration of this model with this provider key already; change that one");
      case TOO_MANY ->
          throw new FaultException(
              Fault.of(
                      FaultCode.CONFLICT,
                      "the account has %d model configurations and may have no more; delete one that nobody needs"
                          .formatted(most))
                  .with("most", Integer.toString(most)));
    }
  }
}
