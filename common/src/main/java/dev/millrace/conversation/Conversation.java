package dev.millrace.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A conversation that a model is to go on with.
 *
 * @param turns what was said so far, in order; instructions to the model are turns too
 * @param tools what the model may call, in order
 * @param toolChoice whether and which of them it has to call; empty when the caller does not say
 * @param parallelTools whether it may call several at once; empty when the caller does not say
 * @param sampling how its words are drawn
 * @param maxTokens how many tokens it may write, those of its reasoning included
 * @param format what its answer has to look like; empty for text
 * @param reasoning how much it is to think; empty when the caller does not say
 * @param user the caller's own name for its user, which providers want for abuse control; the
 *     history has it, so a dialect without such a field may leave it out
 * @param streamed whether the answer is wanted while it is made
 */
public record Conversation(
    List<Turn> turns,
    List<Tool> tools,
    Optional<ToolChoice> toolChoice,
    Optional<Boolean> parallelTools,
    Sampling sampling,
    Optional<Long> maxTokens,
    Optional<Format> format,
    Optional<Reasoning> reasoning,
    Optional<String> user,
    boolean streamed) {
  public Conversation {
    turns = List.copyOf(turns);
    tools = List.copyOf(tools);
  }

  public static Draft draft() {
    return new Draft();
  }

  /** The same with so many tokens at the most, where nobody has said how many. */
  public Conversation orMaxTokens(Optional<Long> usual) {
    return new Conversation(
        turns,
        tools,
        toolChoice,
        parallelTools,
        sampling,
        maxTokens.or(() -> usual),
        format,
        reasoning,
        user,
        streamed);
  }

  /** One that is still being read: fields are set as they are met. */
  public static final class Draft {
    private final List<Turn> turns = new ArrayList<>();
    private final List<Tool> tools = new ArrayList<>();
    private Optional<ToolChoice> toolChoice = Optional.empty();
    private Optional<Boolean> parallelTools = Optional.empty();
    private Sampling sampling = Sampling.USUAL;
    private Optional<Long> maxTokens = Optional.empty();
    private Optional<Format> format = Optional.empty();
    private Optional<Reasoning> reasoning = Optional.empty();
    private Optional<String> user = Optional.empty();
    private boolean streamed;

    private Draft() {}

    public Draft turn(Turn turn) {
      turns.add(turn);
      return this;
    }

    /** A turn of so many parts. */
    public Draft turn(Role role, Part... parts) {
      return turn(new Turn(role, List.of(parts)));
    }

    public Draft tool(Tool tool) {
      tools.add(tool);
      return this;
    }

    public Draft toolChoice(ToolChoice choice) {
      toolChoice = Optional.of(choice);
      return this;
    }

    public Draft parallelTools(boolean allowed) {
      parallelTools = Optional.of(allowed);
      return this;
    }

    public Draft sampling(Sampling drawn) {
      sampling = drawn;
      return this;
    }

    public Draft maxTokens(long most) {
      maxTokens = Optional.of(most);
      return this;
    }

    public Draft format(Format wanted) {
      format = Optional.of(wanted);
      return this;
    }

    public Draft reasoning(Reasoning wanted) {
      reasoning = Optional.of(wanted);
      return this;
    }

    public Draft user(String name) {
      user = Optional.of(name);
      return this;
    }

    public Draft streamed(boolean wanted) {
      streamed = wanted;
      return this;
    }

    public Conversation done() {
      return new Conversation(
          turns,
          tools,
          toolChoice,
          parallelTools,
          sampling,
          maxTokens,
          format,
          reasoning,
          user,
          streamed);
    }
  }
}
