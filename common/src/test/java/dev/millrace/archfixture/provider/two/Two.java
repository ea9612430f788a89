package dev.millrace.archfixture.provider.two;

import dev.millrace.archfixture.provider.one.One;

/** Breaks: adapters do not know each other, and dialects are adapters. */
record Two(One other) {}
