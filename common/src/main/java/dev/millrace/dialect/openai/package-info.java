/**
 * What OpenAI's two dialects have in common, and the model proxy's with them. Pure. Only {@code
 * dialect.chat}, {@code dialect.responses} and {@code dialect.proxy} import it.
 */
package dev.millrace.dialect.openai;
