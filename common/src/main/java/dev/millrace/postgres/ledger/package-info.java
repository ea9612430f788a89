/**
 * What is read of money: usage by day, and statements over a range of time. Adapter; nobody imports
 * it.
 */
package dev.millrace.postgres.ledger;
