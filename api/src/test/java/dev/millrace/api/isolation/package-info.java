/** One account over the whole API, seen by another, by a key that may little, and by nobody. */
package dev.millrace.api.isolation;
