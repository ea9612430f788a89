package dev.millrace.bench.bare;

import java.util.UUID;

/** An account and the key that its requests come with. */
record Payer(UUID account, UUID key) {}
