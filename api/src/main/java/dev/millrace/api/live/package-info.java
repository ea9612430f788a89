/** The caller's streamed answers that are under way: listed, and stopped wherever they run. */
package dev.millrace.api.live;
