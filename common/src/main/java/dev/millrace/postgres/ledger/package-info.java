/**
 * What is read of money: usage by day, statements over a range of time, dates. Adapter; nobody
 * imports it.
 */
package dev.millrace.postgres.ledger;
