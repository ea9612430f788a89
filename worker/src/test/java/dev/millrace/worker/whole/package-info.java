/** What holds of all tests of this module together; by its name the last to be looked at. */
package dev.millrace.worker.whole;
