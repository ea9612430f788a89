package dev.millrace.output;

import dev.millrace.account.AccountId;
import dev.millrace.money.Money;
import dev.millrace.request.RequestId;

/**
 * What an output is paid from.
 *
 * @param rateCard what the request was quoted from, and is charged by
 * @param amount no charge exceeds it
 */
public record Hold(AccountId account, RequestId request, String rateCard, Money amount) {}
