package dev.millrace.bench.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What a JVM uses, as its own tools and {@code ps} say.
 *
 * @param heapKib of live objects, right after a collection
 * @param residentKib of the process
 */
public record Footprint(long heapKib, long residentKib) {
  private static final Pattern USED = Pattern.compile("used (\\d+)K");

  /**
   * After a collection, which takes it some time.
   *
   * @throws IOException when the tools are not there
   */
  public static Footprint of(long pid) throws IOException, InterruptedException {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    said(jcmd, Long.toString(pid), "GC.run");
    var used = USED.matcher(said(jcmd, Long.toString(pid), "GC.heap_info"));
    long heap = used.find() ? Long.parseLong(used.group(1)) : 0;
    long resident = Long.parseLong(said("ps", "-o", "rss=", "-p", Long.toString(pid)).strip());
    return new Footprint(heap, resident);
  }

  private static String said(String... command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return text;
  }
}
