package dev.millrace.ledger;

class InMemorySpendCapsTest extends SpendCapsContract {
  private final InMemorySpendCaps caps = new InMemorySpendCaps();

  @Override
  protected SpendCaps caps() {
    return caps;
  }

  @Override
  protected Stage stage() {
    return caps;
  }
}
