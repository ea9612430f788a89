package dev.millrace.file;

import java.time.Instant;
import java.util.UUID;

/** A word by which an account sorts its files. */
public record Tag(UUID id, String name, Instant createdAt) {}
