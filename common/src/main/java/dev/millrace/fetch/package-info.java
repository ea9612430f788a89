/**
 * The port to bytes that a caller or a provider names by URL. Whoever implements it lets nobody
 * reach what is not on the public internet.
 */
package dev.millrace.fetch;
