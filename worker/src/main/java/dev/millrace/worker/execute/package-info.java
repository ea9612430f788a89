/** One attempt, from claim to verdict. */
package dev.millrace.worker.execute;
