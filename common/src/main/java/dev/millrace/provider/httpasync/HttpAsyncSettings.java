package dev.millrace.provider.httpasync;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.provider.settings.HttpUrl;
import dev.millrace.provider.settings.SettingsReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A route to an upstream with submit, poll and cancel.
 *
 * @param headers sent with every call; their values are secrets
 * @param submit how a run begins
 * @param id where the reply to the submit names the run
 * @param status how it is asked about
 * @param result where its output is
 * @param error where a status reply says why the run failed
 * @param cancel how it is stopped
 * @param pace how often it is asked about
 */
record HttpAsyncSettings(
    Map<String, String> headers,
    Submit submit,
    Optional<JsonPointer> id,
    Status status,
    Result result,
    Optional<JsonPointer> error,
    Optional<Cancel> cancel,
    PollPace pace) {

  /** Asks how a run stands. */
  record Status(Link link, Words words) {
    static Status read(SettingsReader reader) {
      var status = new Status(Link.require(reader), Words.read(reader));
      reader.refuseOthers();
      return status;
    }
  }

  /**
   * Where the output is.
   *
   * @param link a reply of its own; empty when the last status reply has it
   * @param at where that reply has it
   * @param outputs where in the output the list is whose length is charged as outputs
   * @param made what the reply says of each of them
   * @param seconds where the last status reply says how long the run took
   */
  record Result(
      Optional<Link> link,
      JsonPointer at,
      JsonPointer outputs,
      Measures made,
      Optional<JsonPointer> seconds) {
    static Result read(SettingsReader reader) {
      var result =
          new Result(
              Link.read(reader),
              reader.optionalPointer("at").orElse(JsonPointer.empty()),
              reader.optionalPointer("outputs_at").orElse(JsonPointer.empty()),
              Measures.read(reader),
              reader.optionalPointer("seconds_at"));
      reader.refuseOthers();
      return result;
    }
  }

  /** Stops a run. */
  record Cancel(String method, Link link) {
    static Optional<Cancel> read(SettingsReader reader, boolean isThere) {
      if (!isThere) {
        return Optional.empty();
      }
      var cancel = new Cancel(Submit.method(reader, "POST"), Link.require(reader));
      reader.refuseOthers();
      return Optional.of(cancel);
    }
  }

  static HttpAsyncSettings of(JsonNode settings) {
    return read(SettingsReader.of(settings));
  }

  static List<String> problems(JsonNode settings) {
    var reader = SettingsReader.of(settings);
    read(reader).checkId(reader);
    return reader.problems();
  }

  private static HttpAsyncSettings read(SettingsReader reader) {
    var settings =
        new HttpAsyncSettings(
            reader.headers("headers"),
            Submit.read(reader.group("submit")),
            reader.optionalPointer("id"),
            Status.read(reader.group("status")),
            Result.read(reader.group("result")),
            reader.optionalPointer("error"),
            Cancel.read(reader.group("cancel"), reader.has("cancel")),
            PollPace.read(reader.group("poll")));
    reader.refuseOthers();
    return settings;
  }

  private void checkId(SettingsReader reader) {
    boolean needed =
        status.link.needsId()
            || result.link.map(Link::needsId).orElse(false)
            || cancel.map(found -> found.link.needsId()).orElse(false);
    if (needed && id.isEmpty()) {
      reader.problem("id", "is missing, but a URL has {id} in it");
    }
  }

  /** What the upstream may read of these and a caller may not. */
  List<String> secrets() {
    return Stream.of(
            headers.values().stream(),
            submit.headers().values().stream(),
            HttpUrl.secretsIn(submit.url()))
        .flatMap(Function.identity())
        .toList();
  }

  /** Hides the headers. */
  @Override
  public String toString() {
    return "runs at " + submit.url().getHost();
  }
}
