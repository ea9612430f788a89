/**
 * Calls callers back: reads what happened, writes down what is to be delivered, and delivers it.
 */
package dev.millrace.worker.webhook;
