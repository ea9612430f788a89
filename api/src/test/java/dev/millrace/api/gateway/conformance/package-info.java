/** Every face against every upstream dialect, and the table of what was seen. */
package dev.millrace.api.gateway.conformance;
