/** Model configurations over HTTP, in the words of Runtype. */
package dev.millrace.api.configuration;
