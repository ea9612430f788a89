package dev.millrace.queue;

import dev.millrace.account.AccountId;
import dev.millrace.model.ModelName;
import dev.millrace.money.Money;
import dev.millrace.request.RequestId;
import java.time.Instant;

/**
 * A worker's right to run one attempt of a request. It holds until another claim follows.
 *
 * @param attempt the number that results must carry
 * @param deferrals how many earlier attempts the provider put off
 * @param sequence the transition's number, for its announcement
 * @param input the model's fields, as JSON
 * @param held what was set aside at admission: no charge exceeds it
 * @param claimedAt when this attempt began
 */
public record Claim(
    RequestId request,
    AccountId account,
    ModelName model,
    int attempt,
    int deferrals,
    int sequence,
    String input,
    Money held,
    String rateCard,
    String correlationId,
    Instant claimedAt) {}
