/**
 * The port to upstream providers, with one adapter package below for each dialect. The worker and
 * the api drive it.
 */
package dev.millrace.provider;
