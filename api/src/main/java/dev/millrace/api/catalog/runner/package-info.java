/**
 * The catalogue as ModelRunner's clients read it: lists, one model, prices, search. Nobody imports
 * it.
 */
package dev.millrace.api.catalog.runner;
