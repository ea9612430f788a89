package dev.millrace.api.files.thumbnail;

/** A picture made of another. */
record SmallPicture(String contentType, byte[] bytes) {}
