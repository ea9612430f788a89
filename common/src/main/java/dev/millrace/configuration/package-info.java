/** How an account has set up its models. Core; everyone may import it. */
package dev.millrace.configuration;
