package dev.millrace.api.gateway.talk;

import java.util.Optional;

/**
 * What a path says of a call.
 *
 * @param model the model that it names
 * @param bodysModel what becomes of a model that the body names
 * @param streamed whether the answer is wanted while it is made; empty where the body says so
 * @param form how a streamed answer is written
 */
record Address(
    TalkProtocol protocol,
    Optional<String> model,
    BodysModel bodysModel,
    Optional<Boolean> streamed,
    StreamForm.Kind form) {

  /** What the model in a body is to the one in the path. */
  enum BodysModel {
    /** It is the one that is meant: the path names none. */
    REQUIRED,
    /** It may be left out, and is otherwise the same. */
    SAME,
    /** It is not looked at. */
    IGNORED
  }

  /** Where all stands in the body. */
  static Address of(TalkProtocol protocol) {
    return new Address(
        protocol, Optional.empty(), BodysModel.REQUIRED, Optional.empty(), StreamForm.Kind.EVENTS);
  }

  /** Where all stands in the body, but whether a stream is wanted. */
  static Address of(TalkProtocol protocol, boolean streamed, StreamForm.Kind form) {
    return new Address(
        protocol, Optional.empty(), BodysModel.REQUIRED, Optional.of(streamed), form);
  }

  /** Where the path names the model. */
  static Address of(TalkProtocol protocol, String model, BodysModel bodysModel) {
    return new Address(
        protocol, Optional.of(model), bodysModel, Optional.empty(), StreamForm.Kind.EVENTS);
  }

  /** Where the path says all. */
  static Address whole(TalkProtocol protocol, String model) {
    return new Address(
        protocol,
        Optional.of(model),
        BodysModel.IGNORED,
        Optional.of(false),
        StreamForm.Kind.EVENTS);
  }

  /** Where the path says all. */
  static Address streamed(TalkProtocol protocol, String model, StreamForm.Kind form) {
    return new Address(protocol, Optional.of(model), BodysModel.IGNORED, Optional.of(true), form);
  }
}
