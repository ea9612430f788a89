/**
 * Asks providers about keys that accounts have for them: whether a key is taken, and which models
 * it opens. Adapter; nobody imports it.
 */
package dev.millrace.provider.probe;
