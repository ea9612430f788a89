/** Limits on what callers ask for: kept, told in headers, and refused by. */
package dev.millrace.api.http.limit;
