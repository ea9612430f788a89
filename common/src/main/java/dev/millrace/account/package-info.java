/**
 * Accounts and API keys as values, and the ports through which they are kept and recognised. Core;
 * everyone may import it.
 */
package dev.millrace.account;
