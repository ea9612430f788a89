package dev.millrace.till;

import dev.millrace.account.Spender;
import dev.millrace.money.Money;
import java.util.UUID;

/**
 * Credit set aside for one call.
 *
 * @param id names it; no two are alike
 * @param amount no charge exceeds it
 */
public record Reservation(UUID id, Spender spender, Money amount) {}
