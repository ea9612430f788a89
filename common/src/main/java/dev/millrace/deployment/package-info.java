/**
 * Which settings are fine at a developer's desk and dangerous in production. Core but for its
 * configuration; {@code health} reports what it finds.
 */
package dev.millrace.deployment;
