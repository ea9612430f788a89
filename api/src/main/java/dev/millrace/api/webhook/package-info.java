/** What callers see of their webhooks: the secret, the log of deliveries, and replay. */
package dev.millrace.api.webhook;
