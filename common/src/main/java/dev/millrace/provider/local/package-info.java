/** Models that need nothing from outside, so that the main job is real without any key. */
package dev.millrace.provider.local;
