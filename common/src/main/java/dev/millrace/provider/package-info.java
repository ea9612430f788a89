/**
 * The port to upstream providers, with one adapter package below for each dialect, and what the
 * dialects share. The worker and the api drive it.
 */
package dev.millrace.provider;
