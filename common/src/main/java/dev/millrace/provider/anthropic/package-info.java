/** Anthropic's API, and servers that are compatible with it. */
package dev.millrace.provider.anthropic;
