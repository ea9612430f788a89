/** Millrace's own face for calls that are answered at once: {@code POST /run/owner/model}. */
package dev.millrace.api.run;
