/**
 * The whole platform on one machine with one command: starts the engines, the api and the worker,
 * keeps them running, and stops them in order. It only wires; nobody imports it.
 */
package dev.millrace.standalone;
