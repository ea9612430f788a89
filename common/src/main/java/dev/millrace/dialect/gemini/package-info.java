/** The dialect {@code gemini}. Pure. Only {@link dev.millrace.dialect.Dialects} imports it. */
package dev.millrace.dialect.gemini;
