package dev.millrace.bench.bare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlatformStatementTest {
  @Test
  void anArgumentStandsWhereverItIsNamed() {
    var statement = PlatformStatement.of("select f($2, $10::text[])\n where id = any($1) or $2");

    assertThat(statement.text()).isEqualTo("select f(?, ?::text[])\n where id = any(?) or ?");
    assertThat(statement.order()).containsExactly(2, 10, 1, 2);
  }

  @Test
  void commentsNameNoArguments() {
    var statement = PlatformStatement.of("-- $3 is the worker's\nselect $1 -- really?\n");

    assertThat(statement.text()).isEqualTo("select ?");
    assertThat(statement.order()).containsExactly(1);
  }
}
