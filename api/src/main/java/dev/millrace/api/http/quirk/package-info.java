/**
 * What known clients do that no specification says: how they tell of their retries, and which
 * answers end their loops. Resources of any face may import it.
 */
package dev.millrace.api.http.quirk;
