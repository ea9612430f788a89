package dev.millrace.engines;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where the engines' own jars lie, and how a JVM is run on them. */
final class EngineJars {
  private static final String HOME = "millrace.engines.home";

  private final Path home;

  private EngineJars(Path home) {
    this.home = home;
  }

  static EngineJars locate() {
    var home = System.getProperty(HOME);
    if (home == null) {
      throw new StartFailure("set the system property " + HOME + " to the folder of the engines");
    }
    var jars = new EngineJars(Path.of(home).toAbsolutePath().normalize());
    if (!Files.isDirectory(jars.lib())) {
      throw new StartFailure(jars.lib() + " is missing; build the module deploy/engines first");
    }
    return jars;
  }

  Path home() {
    return home;
  }

  private Path lib() {
    return home.resolve("lib");
  }

  /** Runs a main class of the engines, or of {@code node}, on the JVM that runs this one. */
  List<String> java(List<String> options, String mainClass, String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JvmFlags.FRUGAL);
    command.add("-Dlogback.configurationFile=dev/millrace/engines/node/logback.xml");
    command.addAll(options);
    command.addAll(List.of("-cp", lib() + "/*", mainClass));
    command.addAll(List.of(arguments));
    return command;
  }

  List<String> classArchive(String program) {
    return new ClassArchive(home).options(program);
  }
}
