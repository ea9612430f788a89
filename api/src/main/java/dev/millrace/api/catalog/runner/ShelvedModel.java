package dev.millrace.api.catalog.runner;

import dev.millrace.api.catalog.Presented;
import dev.millrace.model.Model;
import java.util.function.Function;

/**
 * A model, ready to be shown.
 *
 * @param text what it is found by
 * @param view as {@link ModelView} is written
 * @param price as {@link PriceEntry} is written
 */
record ShelvedModel(Model model, Presented shown, SearchText text, String view, String price) {
  static ShelvedModel of(Model model, Function<Object, String> json) {
    return new ShelvedModel(
        model,
        Presented.of(model),
        SearchText.of(model),
        json.apply(ModelView.of(model)),
        json.apply(PriceEntry.of(model)));
  }

  boolean isListed() {
    return !model.presentation().unlisted();
  }

  boolean isFeatured() {
    return model.presentation().featured();
  }
}
