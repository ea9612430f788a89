package dev.millrace.api.files.read;

import dev.millrace.account.AccountId;
import dev.millrace.blob.BlobStore.Shown;
import dev.millrace.file.ReadableFile;
import dev.millrace.file.Thumbnail;
import java.time.Instant;
import java.util.Optional;

/**
 * What a reader gets.
 *
 * @param account whose it is
 * @param tag names these bytes for caches; they never change
 * @param key where they lie
 * @param size empty: the store alone knows
 * @param endsAt when they are deleted; empty: not by themselves
 */
record Served(
    AccountId account,
    String tag,
    String key,
    Shown shown,
    Optional<Long> size,
    Optional<Instant> endsAt) {

  static Served of(ReadableFile found) {
    var file = found.file();
    return new Served(
        found.account(),
        "\"" + file.id() + "\"",
        file.key(),
        Presentation.of(file.name(), file.contentType()),
        Optional.of(file.size()),
        found.endsAt());
  }

  static Served of(ReadableFile found, Thumbnail.Made thumbnail) {
    return new Served(
        found.account(),
        "\"" + found.file().id() + "-thumbnail\"",
        found.thumbnailKey(),
        new Shown(nameOf(thumbnail), thumbnail.contentType(), true),
        Optional.empty(),
        found.endsAt());
  }

  private static String nameOf(Thumbnail.Made thumbnail) {
    return thumbnail.contentType().equals("image/png") ? "thumbnail.png" : "thumbnail.jpg";
  }
}
