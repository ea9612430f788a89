/**
 * The dialect {@code anthropic}: Anthropic's Messages API. Pure. Only {@link
 * dev.millrace.dialect.Dialects} imports it.
 */
package dev.millrace.dialect.anthropic;
