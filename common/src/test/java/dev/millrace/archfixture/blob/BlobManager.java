package dev.millrace.archfixture.blob;

/** Breaks: names say what a class is for. */
record BlobManager() {}
