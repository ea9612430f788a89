/** Runs requests in their turn. */
package dev.millrace.worker;
