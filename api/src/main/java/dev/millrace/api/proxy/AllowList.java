package dev.millrace.api.proxy;

import dev.millrace.api.http.DialectOfPath;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.model.ModelName;
import dev.millrace.model.OwnPaths;
import io.vertx.core.http.HttpMethod;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds out what a visitor wants, and whether that is granted. Pure. */
record AllowList(ProxyTerms terms) {
  /** A visitor must not make us call anybody, now or later. */
  private static final Set<String> REFUSED_PARAMETERS = Set.of("fal_webhook", "webhook");

  /**
   * A granted call.
   *
   * @param uri path and query, of ours
   */
  record Granted(Errand errand, String uri) {}

  /**
   * What is to be served for this target.
   *
   * @throws FaultException FORBIDDEN for what is not on the list, METHOD_NOT_ALLOWED for what would
   *     be with another method
   */
  Granted find(HttpMethod method, Target target) {
    var fitting =
        Arrays.stream(Errand.values())
            .filter(errand -> isAbout(errand, target.path()))
            .filter(errand -> errand != Errand.SUBMIT || isSubmit(target.path()))
            .toList();
    var granted = fitting.stream().filter(errand -> isModelAllowed(errand, target.path())).toList();
    if (granted.isEmpty()) {
      throw fitting.isEmpty() ? unknown() : otherModel();
    }
    var errand =
        granted.stream()
            .filter(found -> found.method().equals(method))
            .findFirst()
            .orElseThrow(() -> otherMethod(granted.getFirst()));
    if (errand == Errand.RUN && !terms.run()) {
      throw forbidden(
          "pages may not use calls that are answered at once; submit to the queue instead");
    }
    return new Granted(errand, target.path() + query(errand, target.query()));
  }

  private static boolean isAbout(Errand errand, String path) {
    return errand.path().matcher(path).matches()
        && model(errand, path).filter(model -> OwnPaths.hide(model.owner())).isEmpty();
  }

  /**
   * A status sent with POST is a wrong method, and no submit to a model of that name; and a path of
   * another protocol is answered at once.
   */
  private static boolean isSubmit(String path) {
    return !path.contains("/requests/") && DialectOfPath.of(HttpMethod.POST, path, false).isEmpty();
  }

  private boolean isModelAllowed(Errand errand, String path) {
    return !errand.isAboutModel()
        || model(errand, path)
            .filter(
                errand.isAboutRequest() ? terms.models()::allowRequestsOf : terms.models()::allow)
            .isPresent();
  }

  private static Optional<ModelName> model(Errand errand, String path) {
    var matcher = errand.path().matcher(path);
    return errand.isAboutModel() && matcher.matches()
        ? ModelName.parse(matcher.group("model"))
        : Optional.empty();
  }

  private static String query(Errand errand, String query) {
    if (query.isEmpty()) {
      return forced(errand, "");
    }
    var pairs = Stream.of(query.split("&")).toList();
    if (pairs.stream().map(AllowList::name).anyMatch(REFUSED_PARAMETERS::contains)) {
      throw forbidden("pages may not name a webhook; follow the request by its status instead");
    }
    return forced(
        errand,
        pairs.stream()
            .filter(pair -> errand.parameters().contains(name(pair)))
            .collect(Collectors.joining("&")));
  }

  /** A link is all that the proxy gives of a file. */
  private static String forced(Errand errand, String query) {
    var wanted = errand == Errand.FILE_LINK ? "redirect=false" : query;
    return wanted.isEmpty() ? "" : "?" + wanted;
  }

  /** Names of ours need no encoding; one that is encoded is none of ours. */
  private static String name(String pair) {
    int end = pair.indexOf('=');
    return end < 0 ? pair : pair.substring(0, end);
  }

  private static FaultException unknown() {
    return forbidden(
        "the proxy does not serve this path; pages may submit, follow, cancel and upload");
  }

  private static FaultException otherModel() {
    return forbidden("pages may not use this model; the operator lists those that they may");
  }

  private static FaultException otherMethod(Errand errand) {
    return new FaultException(
        Fault.of(
            FaultCode.METHOD_NOT_ALLOWED,
            "the proxy serves this path with %s only".formatted(errand.method())));
  }

  private static FaultException forbidden(String message) {
    return new FaultException(FaultCode.FORBIDDEN, message);
  }
}
