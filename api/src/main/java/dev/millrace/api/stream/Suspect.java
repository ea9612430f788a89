package dev.millrace.api.stream;

import dev.millrace.queue.RequestNews;

/**
 * A transition that was not heard of.
 *
 * @param topic by whom: what a topic that began later has not heard of says nothing
 */
record Suspect(Topic topic, RequestNews.Moved moved) {}
