/** Submit, status, result, cancel: the native face of the queue. */
package dev.millrace.api.queue;
