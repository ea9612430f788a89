/** The dialect {@code openai-chat}. Pure. Only {@link dev.millrace.dialect.Dialects} imports it. */
package dev.millrace.dialect.chat;
