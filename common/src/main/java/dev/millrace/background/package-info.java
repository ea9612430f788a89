/**
 * Responses that are made in the background: what of a queued request's input, and of what a model
 * says, is OpenAI's and what is ours. The api and the worker share it. Pure. Everyone may import
 * it.
 */
package dev.millrace.background;
