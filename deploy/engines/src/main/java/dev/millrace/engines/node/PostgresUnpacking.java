package dev.millrace.engines.node;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Unpacks the PostgreSQL of this system into a folder. */
public final class PostgresUnpacking {
  private PostgresUnpacking() {}

  /** Argument: the folder. */
  public static void main(String[] arguments) throws IOException {
    var system = System.getProperty("os.name").startsWith("Mac") ? "Darwin" : "Linux";
    var binary =
        DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, System.getProperty("os.arch"));
    if (binary == null) {
      throw new IllegalStateException("there is no embedded PostgreSQL for this system");
    }
    try (binary;
        var archive =
            new TarArchiveInputStream(
                new XZCompressorInputStream(new BufferedInputStream(binary)))) {
      unpack(archive, Path.of(arguments[0]));
    }
  }

  private static void unpack(TarArchiveInputStream archive, Path folder) throws IOException {
    for (var entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
      var target = folder.resolve(entry.getName()).normalize();
      if (!entry.isDirectory()) {
        Files.createDirectories(target.getParent());
        place(archive, entry, target);
      }
    }
  }

  private static void place(TarArchiveInputStream archive, TarArchiveEntry entry, Path target)
      throws IOException {
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else if (entry.isLink()) {
      Files.createLink(target, target.resolveSibling(Path.of(entry.getLinkName()).getFileName()));
    } else {
      Files.copy(archive, target);
      makeExecutableIfMarked(entry, target);
    }
  }

  private static void makeExecutableIfMarked(TarArchiveEntry entry, Path target)
      throws IOException {
    var ownerMayExecute = 0100;
    if ((entry.getMode() & ownerMayExecute) != 0 && !target.toFile().setExecutable(true, false)) {
      throw new IOException("cannot make " + target + " executable");
    }
  }
}
