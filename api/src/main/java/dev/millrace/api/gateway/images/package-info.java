/** Pictures, as OpenAI's clients ask for them. Nobody imports it. */
package dev.millrace.api.gateway.images;
