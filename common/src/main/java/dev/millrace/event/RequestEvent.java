package dev.millrace.event;

import dev.millrace.account.AccountId;
import dev.millrace.model.ModelName;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import java.time.Instant;

/**
 * A transition of a request. Consumers drop repeats by {@code request} and {@code sequence}.
 *
 * @param sequence the transition's number: 0 for the admission, then one more each
 * @param status the status that it led to
 * @param attempt the latest attempt's number
 */
public record RequestEvent(
    RequestId request,
    AccountId account,
    ModelName model,
    int sequence,
    RequestStatus status,
    int attempt,
    Instant at) {}
