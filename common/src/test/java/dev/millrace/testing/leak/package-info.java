/** Whether any secret that tests have used lies where everybody can read it. */
package dev.millrace.testing.leak;
