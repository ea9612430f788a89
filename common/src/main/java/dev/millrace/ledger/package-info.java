/**
 * Who has which account, what is in it, and whose a key is. Port; everyone but core may import it.
 */
package dev.millrace.ledger;
