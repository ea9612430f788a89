/**
 * The dialect {@code openai-responses}. Pure. Only {@link dev.millrace.dialect.Dialects} imports
 * it.
 */
package dev.millrace.dialect.responses;
