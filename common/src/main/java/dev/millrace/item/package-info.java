/**
 * A request as it is shown to people and programs: in results, histories, streams and webhooks.
 * Pure. Everyone may import it.
 */
package dev.millrace.item;
