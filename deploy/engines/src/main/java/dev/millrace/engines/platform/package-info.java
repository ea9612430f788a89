/**
 * The api and the worker as production runs them, as child processes over embedded engines. For the
 * standalone platform, the load harnesses and their tests.
 */
package dev.millrace.engines.platform;
