package dev.millrace.api.proxy;

import dev.millrace.model.ModelName;
import dev.millrace.model.OwnPaths;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * The models that visitors may use. Pure.
 *
 * @param names {@code owner/alias}
 * @param owners those whose models are all allowed
 * @param all whether every model is
 */
record AllowedModels(Set<ModelName> names, Set<String> owners, boolean all) {
  private static final String ANY = "*";

  /**
   * Reads the setting.
   *
   * @throws IllegalArgumentException when a value is no model's name
   */
  static AllowedModels of(Collection<String> values) {
    var names = new HashSet<ModelName>();
    var owners = new HashSet<String>();
    boolean all = false;
    for (var value : values) {
      var text = value.strip();
      if (text.equals(ANY)) {
        all = true;
      } else if (text.matches("[a-z0-9][a-z0-9._-]*/\\*")) {
        owners.add(text.substring(0, text.length() - 2));
      } else {
        names.add(ModelName.parse(text).orElseThrow(() -> none(text)));
      }
    }
    return new AllowedModels(Set.copyOf(names), Set.copyOf(owners), all);
  }

  /** Whether visitors may run it. What hides behind a path of our own is no model. */
  boolean allow(ModelName model) {
    return !OwnPaths.hide(model.owner())
        && (all || owners.contains(model.owner()) || names.contains(model));
  }

  /**
   * Whether this may be how the path of a request of an allowed model begins. Some clients keep
   * only the first step of an alias.
   */
  boolean allowRequestsOf(ModelName path) {
    return allow(path)
        || !OwnPaths.hide(path.owner())
            && names.stream()
                .anyMatch(
                    name ->
                        name.owner().equals(path.owner())
                            && name.alias().startsWith(path.alias() + "/"));
  }

  private static IllegalArgumentException none(String text) {
    return new IllegalArgumentException(
        "millrace.proxy.models holds \"%s\", which is no model's name; write owner/alias, or owner/* for all of an owner's"
            .formatted(text));
  }
}
