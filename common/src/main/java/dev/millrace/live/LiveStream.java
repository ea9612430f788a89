package dev.millrace.live;

import dev.millrace.account.AccountId;
import dev.millrace.model.ModelName;
import dev.millrace.request.RequestId;
import java.time.Instant;
import java.util.UUID;

/**
 * A streamed answer that is under way.
 *
 * @param key the API key whose call it answers
 * @param face in which protocol: the word of a dialect, or {@code run}
 */
public record LiveStream(
    RequestId request,
    AccountId account,
    UUID key,
    ModelName model,
    String face,
    Instant startedAt) {}
