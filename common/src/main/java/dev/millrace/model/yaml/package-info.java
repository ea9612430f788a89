/**
 * Reads a catalogue out of its YAML text, and says line by line what is wrong with it. Core,
 * without I/O; {@code model.file} and tests import it.
 */
package dev.millrace.model.yaml;
