/** What a process remembers for a while, within bounds. */
package dev.millrace.cache;
