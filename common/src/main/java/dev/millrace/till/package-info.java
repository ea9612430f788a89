/**
 * The port to credit for calls that are answered at once: reserve before, settle after; and what
 * decides there without asking anybody. Apps drive it; the postgres package implements it.
 */
package dev.millrace.till;
