package dev.millrace.model;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import java.util.List;

/**
 * One validation, which keeps no more errors than anybody reads. Else a value with a million wrong
 * items would take a hundred times its size.
 */
final class BoundedErrors extends ExecutionContext {
  static final int MOST = 100;

  private final List<Error> whole;

  BoundedErrors(ExecutionConfig config) {
    super(config);
    this.whole = getErrors();
  }

  /**
   * Adds to the errors of the whole value, or to those of one alternative of many. The former end
   * the validation when they are enough; of the latter it only matters that there are some.
   */
  @Override
  @SuppressWarnings("ReferenceEquality") // the very list: one of equal errors is another matter
  public void addError(Error error) {
    if (getErrors().size() < MOST) {
      super.addError(error);
    } else if (getErrors() == whole) {
      throw new Enough(whole);
    }
  }

  /** The stop signal of a validation that has found enough. An Error, so that nobody takes it. */
  static final class Enough extends java.lang.Error {
    private static final long serialVersionUID = 1L;

    private final transient List<Error> errors;

    Enough(List<Error> errors) {
      super("enough errors", null, false, false);
      this.errors = errors;
    }

    List<Error> errors() {
      return errors;
    }
  }
}
