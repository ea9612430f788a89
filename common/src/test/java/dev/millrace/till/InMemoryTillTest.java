package dev.millrace.till;

class InMemoryTillTest extends TillContract {
  private final InMemoryTill till = new InMemoryTill();

  @Override
  protected TillStage stage() {
    return till;
  }

  @Override
  protected Till here() {
    return till;
  }

  @Override
  protected Till there() {
    return till;
  }

  @Override
  protected void giveBackWhatIsIdle() {
    // Nothing is ever held that no call uses.
  }
}
