package dev.millrace.queue;

import dev.millrace.account.AccountId;
import dev.millrace.model.ModelName;
import dev.millrace.request.RequestId;

/**
 * What carries a request's turn through Kafka. Whether the request exists, PostgreSQL says.
 *
 * @param isPlatforms whether we pay its provider: only then the limits of the catalogue's routes
 *     are its limits
 */
public record DispatchRecord(
    RequestId request, AccountId account, ModelName model, Lane lane, boolean isPlatforms) {}
