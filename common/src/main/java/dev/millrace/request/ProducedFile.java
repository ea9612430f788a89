package dev.millrace.request;

/**
 * Bytes that a provider made and that we store.
 *
 * @param placeholder the string in the output's value that becomes the file's URL, such as {@code
 *     produced:0}; unique within one output
 * @param name a file name without a path, such as {@code image-0.png}
 * @param contentType its media type
 * @param bytes the content; owned by this record from here on
 */
@SuppressWarnings(
    "ArrayRecordComponent") // compared by identity only; a copy would double large files
public record ProducedFile(String placeholder, String name, String contentType, byte[] bytes) {}
