package dev.millrace.bench.chaos;

import dev.millrace.request.RequestId;
import java.util.Optional;

/**
 * A request that was acknowledged.
 *
 * @param hook the name under which its webhook is to arrive
 * @param wantedBack whether its caller cancelled it
 */
record Promise(RequestId request, Optional<String> hook, boolean wantedBack) {}
