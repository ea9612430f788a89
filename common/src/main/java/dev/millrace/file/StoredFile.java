package dev.millrace.file;

import java.util.UUID;

/**
 * A file of ours, by its bytes' key in the blob store.
 *
 * @param id its name in URLs
 * @param key where the bytes are
 * @param name what a download is called
 * @param size in bytes
 */
public record StoredFile(UUID id, String key, String name, String contentType, long size) {}
