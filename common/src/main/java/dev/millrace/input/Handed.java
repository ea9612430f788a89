package dev.millrace.input;

import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultException;
import dev.millrace.provider.Call;
import dev.millrace.provider.http.UpstreamWords;
import dev.millrace.request.Outcome;
import dev.millrace.request.Output;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A call as its provider gets it.
 *
 * @param texts what stands in the input now, by what stood there
 * @param urls those of the store among them: whoever has one can read the file
 * @param passing keys of the objects that were written for this call alone
 */
record Handed(Call call, Map<String, String> texts, List<URI> urls, List<String> passing) {

  /** Of an input that names nothing. */
  static Handed asItIs(Call call) {
    return new Handed(call, Map.of(), List.of(), List.of());
  }

  static Handed of(Call call, Map<String, String> texts, List<URI> urls, List<String> passing) {
    if (texts.isEmpty()) {
      return asItIs(call); // its very bytes may pass through
    }
    var input = Texts.changed(call.input(), text -> texts.getOrDefault(text, text));
    return new Handed(call.with(input), texts, urls, passing);
  }

  /** The outcome in words that the caller may read. */
  Outcome presentable(Outcome outcome) {
    if (urls.isEmpty()) {
      return outcome;
    }
    return switch (outcome) {
      case Outcome.Succeeded ok -> new Outcome.Succeeded(named(ok.output()), ok.usage());
      case Outcome.Failed failed -> new Outcome.Failed(presentable(failed.fault()));
      case Outcome.Deferred deferred -> deferred;
      case Outcome.Cancelled cancelled -> cancelled;
    };
  }

  Throwable presentable(Throwable failure) {
    return failure instanceof FaultException known && !urls.isEmpty()
        ? new FaultException(presentable(known.fault()))
        : failure;
  }

  private Fault presentable(Fault fault) {
    return fault.saying(UpstreamWords.withoutSecrets(fault.message(), secrets()));
  }

  /** Where our store is, and what it calls a file, is nobody's business. */
  private Set<String> secrets() {
    var secrets = new LinkedHashSet<String>();
    for (var url : urls) {
      secrets.add(url.getRawAuthority());
      secrets.add(url.getHost());
      secrets.add(url.getRawAuthority() + url.getRawPath());
    }
    secrets.remove(null);
    return secrets;
  }

  /** A model that gives a URL back gives it back as its caller wrote it. */
  private Output named(Output output) {
    var written = new HashMap<String, String>();
    texts.forEach((before, now) -> written.put(now, before));
    return new Output(
        Texts.changed(output.value(), text -> written.getOrDefault(text, text)),
        output.files(),
        output.spoken().map(this::named));
  }

  /** In a protocol of the caller's own a URL may stand anywhere in the text. */
  private String named(String spoken) {
    var named = spoken;
    for (var text : texts.entrySet()) {
      named = named.replace(text.getValue(), text.getKey());
    }
    return named;
  }
}
