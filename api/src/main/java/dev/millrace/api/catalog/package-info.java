/** Which models there are for whom, at which price, and by whose key. */
package dev.millrace.api.catalog;
