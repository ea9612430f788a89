/** What tests of every module stand on. */
package dev.millrace.testing;
