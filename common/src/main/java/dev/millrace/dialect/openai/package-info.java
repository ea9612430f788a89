/**
 * What OpenAI's two dialects have in common. Pure. Only {@code dialect.chat} and {@code
 * dialect.responses} import it.
 */
package dev.millrace.dialect.openai;
