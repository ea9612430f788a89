/** Provider keys and secrets of accounts: Runtype's routes, and Runtools' for the same keys. */
package dev.millrace.api.vault;
