/** What the tests of the api stand on. */
package dev.millrace.api.testing;
