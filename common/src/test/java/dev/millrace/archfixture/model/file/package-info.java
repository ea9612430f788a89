/** A house in disorder, for the test of the house rules. */
package dev.millrace.archfixture.model.file;
