/** The official Java clients, unmodified. */
package dev.millrace.api.gateway.sdk;
