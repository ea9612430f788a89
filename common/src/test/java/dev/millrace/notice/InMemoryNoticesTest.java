package dev.millrace.notice;

class InMemoryNoticesTest extends NoticesContract {
  private final InMemoryNotices all = new InMemoryNotices();

  @Override
  protected Notices process() {
    return all;
  }
}
