/**
 * The conversational faces: chat completions, Responses, messages, generateContent. They differ in
 * their paths and dialects alone. Nobody imports it.
 */
package dev.millrace.api.gateway.talk;
