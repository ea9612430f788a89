/**
 * Accounts, keys and the ledger in PostgreSQL: the rows that people manage, by Hibernate Reactive,
 * and credits by a set-based statement. Adapter; nobody imports it.
 */
package dev.millrace.postgres.account;
