package dev.millrace.api.gateway.talk;

import dev.millrace.money.Money;

/**
 * What an answer cost, which is known only when it has been written: so it goes into the text of an
 * object that has other fields already. Pure.
 */
final class CostField {
  private CostField() {}

  /** The same object with {@code costUsd} as its last field. */
  static String in(String object, Money cost) {
    return object.substring(0, object.length() - 1) + ",\"costUsd\":\"" + cost + "\"}";
  }
}
