/** What happens to requests, told as it happens: server-sent events, and callers that wait. */
package dev.millrace.api.stream;
