package dev.millrace.testing;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
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

  /** A setting as the code reads it; the default is empty where there is none. */
  private record Setting(String name, String preset) {
    String row() {
      return preset.isEmpty()
          ? "| `%s` |  |".formatted(name)
          : "| `%s` | `%s` |".formatted(name, preset);
    }
  }

  /** The settings of a package that the reference does not name with their very defaults. */
  public static List<String> missingFor(String packageName) {
    var text = read();
    return settingsOf(packageName).map(Setting::row).filter(row -> !text.contains(row)).toList();
  }

  /** How many settings a package and those below it read. */
  public static long countOf(String packageName) {
    return settingsOf(packageName).count();
  }

  private static Stream<Setting> settingsOf(String packageName) {
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(packageName).stream()
            .filter(found -> found.isAnnotatedWith(ConfigMapping.class))
            .map(JavaClass::reflect)
            .flatMap(SettingsReference::settings);
  }

  private static Stream<Setting> settings(Class<?> mapping) {
    var prefix = mapping.getAnnotation(ConfigMapping.class).prefix();
    return Arrays.stream(mapping.getDeclaredMethods())
        .filter(method -> !method.isSynthetic())
        .map(method -> new Setting(name(prefix, method), preset(method)));
  }

  private static String preset(Method method) {
    var preset = method.getAnnotation(WithDefault.class);
    return preset == null ? "" : preset.value();
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
