package dev.millrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SqlFileTest {
  @Test
  void aStatementIsReadAsItStands() {
    assertThat(SqlFile.read("queue/lock_accounts")).contains("for no key update");
  }

  @Test
  void aStatementThatIsMissingIsNamed() {
    assertThatThrownBy(() -> SqlFile.read("queue/none"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no statement stands at /sql/queue/none.sql");
  }

  @Test
  void aStatementThatWouldNotBeKeptPreparedIsRefused() {
    assertThatThrownBy(() -> SqlFile.read("test/too_long"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("/sql/test/too_long.sql", "more than the 8192");
  }
}
