/** Where accounts keep secrets and what belongs to them. Port; everyone but core may import it. */
package dev.millrace.vault;
