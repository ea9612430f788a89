/** The operator's routes: accounts and their credit. Nobody imports it. */
package dev.millrace.api.admin;
