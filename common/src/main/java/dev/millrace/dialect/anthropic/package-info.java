/** The dialect {@code anthropic}. Pure. Only {@link dev.millrace.dialect.Dialects} imports it. */
package dev.millrace.dialect.anthropic;
