/** What has to be done beside running requests: one class a duty. */
package dev.millrace.worker.upkeep;
