/** What a user would pick instead, as processes that are started and stopped. */
package dev.millrace.bench.peer;
