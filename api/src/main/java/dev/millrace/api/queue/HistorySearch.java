package dev.millrace.api.queue;

import dev.millrace.history.HistoryFilter;
import dev.millrace.history.HistorySlice;

/**
 * What a caller looks for in the history.
 *
 * @param payloads whether the inputs and outputs are wanted too
 */
record HistorySearch(HistoryFilter filter, HistorySlice slice, boolean payloads) {}
