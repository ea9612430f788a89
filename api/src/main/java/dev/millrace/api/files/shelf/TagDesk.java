package dev.millrace.api.files.shelf;

import dev.millrace.account.AccountId;
import dev.millrace.api.files.TagReply;
import dev.millrace.api.http.fault.Refusal;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.file.Tag;
import dev.millrace.file.Tags;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Makes tags, puts them on files and takes them off. */
@ApplicationScoped
class TagDesk {
  private final Tags tags;
  private final FileDesk files;
  private final InstantSource clock;

  TagDesk(Tags tags, FileDesk files, InstantSource clock) {
    this.tags = tags;
    this.files = files;
    this.clock = clock;
  }

  Uni<List<TagReply>> list(AccountId account) {
    return tags.list(account).map(found -> found.stream().map(TagReply::of).toList());
  }

  Uni<TagReply> make(AccountId account, TagBody body) {
    return made(account, body.checkedName()).map(TagReply::of);
  }

  private Uni<Tag> made(AccountId account, String name) {
    return tags.make(account, name, clock.instant())
        .map(made -> made.orElseThrow(TagDesk::tooMany));
  }

  Uni<Void> delete(AccountId account, String id) {
    return read(id)
        .map(tag -> tags.delete(account, tag))
        .orElseGet(() -> Uni.createFrom().item(false))
        .invoke(TagDesk::checkThereWasOne)
        .replaceWithVoid();
  }

  /** The file is looked for first: a tag for a file that is not there is not even made. */
  Uni<TagReply> put(AccountId account, String file, FileTagBody body) {
    var asked = body.checked();
    return files
        .find(account, file)
        .chain(
            found -> wanted(account, asked).call(tag -> put(account, found.file().id(), tag.id())))
        .map(TagReply::of);
  }

  private Uni<Tag> wanted(AccountId account, FileTagBody.Asked asked) {
    return asked
        .name()
        .map(name -> made(account, name))
        .orElseGet(() -> known(account, asked.tag().orElseThrow()));
  }

  private Uni<Tag> known(AccountId account, String id) {
    return read(id)
        .map(tag -> tags.find(account, tag))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
        .map(found -> found.orElseThrow(TagDesk::noTag));
  }

  private Uni<Void> put(AccountId account, UUID file, UUID tag) {
    return tags.put(account, file, tag, clock.instant())
        .invoke(
            put -> {
              switch (put) {
                case DONE -> {}
                case FULL -> throw full();
                case UNKNOWN -> throw FileDesk.notFound(); // deleted in this very moment
              }
            })
        .replaceWithVoid();
  }

  /** Whether the file has the tag or not, it has not afterwards. */
  Uni<Void> take(AccountId account, String file, String tag) {
    return files
        .find(account, file)
        .chain(
            found ->
                read(tag)
                    .map(id -> tags.take(account, found.file().id(), id))
                    .orElseGet(() -> Uni.createFrom().item(true)))
        .invoke(FileDesk::checkThereWasOne)
        .replaceWithVoid();
  }

  private static Optional<UUID> read(String id) {
    return FileId.read(id);
  }

  private static void checkThereWasOne(boolean wasOne) {
    if (!wasOne) {
      throw noTag();
    }
  }

  private static FaultException noTag() {
    return new FaultException(
        FaultCode.NOT_FOUND, "there is no such tag for this key; list them with GET /tags");
  }

  private static FaultException tooMany() {
    return Refusal.of(
        "name", "maxItems", "is one tag too many for this account; delete others first");
  }

  private static FaultException full() {
    return Refusal.of(
        "tagId", "maxItems", "is one tag too many for this file; take others off first");
  }
}
