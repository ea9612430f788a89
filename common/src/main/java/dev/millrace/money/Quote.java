package dev.millrace.money;

/**
 * What an input can cost.
 *
 * @param amount the most
 * @param isExact whether it costs just that when it completes; otherwise it may cost less
 * @param rateCard names the card, and the part of it that this input falls under; a charge is made
 *     by the same one
 */
public record Quote(Money amount, boolean isExact, String rateCard) {}
