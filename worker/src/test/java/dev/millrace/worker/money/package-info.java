/** What requests cost, by whatever way they end, with all engines. */
package dev.millrace.worker.money;
