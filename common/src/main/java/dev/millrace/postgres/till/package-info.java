/** Credit for calls that are answered at once, in slices that PostgreSQL hands out. */
package dev.millrace.postgres.till;
