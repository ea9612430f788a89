package dev.millrace.api.configuration;

import dev.millrace.model.Model;
import dev.millrace.model.Route;
import java.util.List;

/**
 * A model at one of its providers, for one caller.
 *
 * @param model with all routes that are known; those of an account's own server have none
 * @param isRemote whether it runs elsewhere, so that keys of the account's own can run it
 * @param hasPlatformKey whether the platform can run it there
 * @param status by whose key the caller's calls go
 */
record Offer(
    Model model, String provider, boolean isRemote, boolean hasPlatformKey, KeyStatus status) {
  /** Runs of routes here: none where it is the account's own server. */
  List<Route> routes() {
    return model.routes().stream().filter(route -> route.provider().equals(provider)).toList();
  }

  String modelId() {
    return model.name().toString();
  }

  Offer with(KeyStatus other) {
    return new Offer(model, provider, isRemote, hasPlatformKey, other);
  }
}
