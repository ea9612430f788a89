/** Keeping order among files: lists, facets, detail, deletion, favourites, tags. */
package dev.millrace.api.files.shelf;
