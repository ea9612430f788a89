package dev.millrace.engines;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** PostgreSQL's programs as the user that they agree to run as. */
record PostgresPrograms(Path binaries, PostgresUser user, Tether tether, String setupName) {

  List<String> command(String program, List<String> arguments) {
    var command = user.command(binaries.resolve("bin").resolve(program).toString());
    command.addAll(arguments);
    return command;
  }

  /** Runs one of them to its end. */
  void run(String program, List<String> arguments) throws IOException, InterruptedException {
    tether.complete(Launch.of(setupName, command(program, arguments)));
  }

  /** Runs one statement on data that no server uses. */
  void runSql(Path data, String statement) throws IOException, InterruptedException {
    var server = List.of("--single", "-D", data.toString(), "-c", "exit_on_error=on", "postgres");
    var script = new ArrayList<>(List.of("sh", "-c", "echo \"$0\" | \"$@\"", statement));
    script.addAll(command("postgres", server));
    tether.complete(Launch.of(setupName, script));
  }

  void own(Path folder) throws IOException, InterruptedException {
    user.own(folder);
  }
}
