/**
 * The dialect {@code openai-responses}. Pure. Only {@link dev.millrace.dialect.Dialects} imports
 * it, and who answers in the background with what {@link
 * dev.millrace.dialect.responses.ResponsesDialect} offers beyond a dialect.
 */
package dev.millrace.dialect.responses;
