package dev.millrace.queue;

import dev.millrace.account.AccountId;
import dev.millrace.request.RequestId;
import java.time.Instant;

/** What a key stands for: the request that was admitted under it. */
public record KnownMark(
    AccountId account, Digest key, Digest body, RequestId request, Instant at) {}
