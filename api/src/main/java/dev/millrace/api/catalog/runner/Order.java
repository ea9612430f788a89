package dev.millrace.api.catalog.runner;

import dev.millrace.model.Model;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** In which order models are listed; where one says nothing, that of the catalogue. */
enum Order {
  /** As the catalogue has them. */
  CATALOGUE((one, other) -> 0),
  FEATURED(Comparator.comparing(model -> !model.presentation().featured())),
  /** Those that nobody dates come last. */
  NEWEST(Comparator.comparing(Order::released).reversed()),
  NAME(Comparator.comparing(model -> model.title().toLowerCase(Locale.ROOT)));

  private final Comparator<Model> comparator;

  Order(Comparator<Model> comparator) {
    this.comparator = comparator;
  }

  Comparator<Model> comparator() {
    return comparator;
  }

  private static LocalDate released(Model model) {
    return model.presentation().released().orElse(LocalDate.MIN);
  }

  /** As a caller writes it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Order> named(String word) {
    return Stream.of(values()).filter(order -> order.word().equals(word)).findFirst();
  }

  /** All of them, for people. */
  static String words() {
    return Stream.of(values()).map(Order::word).collect(Collectors.joining(", "));
  }
}
