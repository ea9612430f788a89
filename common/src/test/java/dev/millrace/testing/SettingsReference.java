package dev.millrace.testing;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** {@code docs/reference/settings.md}, held against the settings that the code reads. */
public final class SettingsReference {
  private SettingsReference() {}

  /** The settings of a package and those below it that the reference does not name. */
  public static List<String> missingFor(String packageName) {
    var text = read();
    return settingsOf(packageName).filter(name -> !text.contains("`" + name + "`")).toList();
  }

  /** The settings that a package and those below it read. */
  public static Stream<String> settingsOf(String packageName) {
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(packageName).stream()
            .filter(found -> found.isAnnotatedWith(ConfigMapping.class))
            .map(JavaClass::reflect)
            .flatMap(SettingsReference::names);
  }

  private static Stream<String> names(Class<?> mapping) {
    var prefix = mapping.getAnnotation(ConfigMapping.class).prefix();
    return Arrays.stream(mapping.getDeclaredMethods())
        .filter(method -> !method.isSynthetic())
        .map(method -> name(prefix, method));
  }

  private static String name(String prefix, Method method) {
    return method.isAnnotationPresent(WithParentName.class)
        ? prefix
        : prefix + "." + kebab(method.getName());
  }

  private static String kebab(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private static String read() {
    var root = Path.of(System.getProperty("millrace.root", ".."));
    try {
      return Files.readString(root.resolve("docs/reference/settings.md"));
    } catch (IOException e) {
      throw new UncheckedIOException("the settings reference cannot be read", e);
    }
  }
}
