/** Accounts, their ledger entries and API keys as values. Core; everyone may import it. */
package dev.millrace.account;
