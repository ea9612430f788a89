/**
 * Pictures in OpenAI's protocol, and in the inputs and outputs of models that draw. Pure. Everyone
 * may import it.
 */
package dev.millrace.dialect.picture;
