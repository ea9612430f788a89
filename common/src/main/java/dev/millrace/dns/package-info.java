/** Host names and what they stand for: adapter to the name servers. */
package dev.millrace.dns;
