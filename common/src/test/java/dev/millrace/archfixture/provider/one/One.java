package dev.millrace.archfixture.provider.one;

import dev.millrace.archfixture.provider.http.Client;

/** A dialect; breaks nothing, since dialects share the client. */
public record One(Client shared) {}
