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
  /** Of a whole generation, or of a heap that has none; its spaces stand indented below. */
  private static final Pattern USED =
      Pattern.compile("^ ?(?!Metaspace)\\S[^\\[\\n]* used (\\d+)K", Pattern.MULTILINE);

  /**
   * After a collection, which takes it some time.
   *
   * @throws IOException when the tools are not there
   */
  public static Footprint of(long pid) throws IOException, InterruptedException {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    said(jcmd, Long.toString(pid), "GC.run");
    long heap = usedKib(said(jcmd, Long.toString(pid), "GC.heap_info"));
    long resident = Long.parseLong(said("ps", "-o", "rss=", "-p", Long.toString(pid)).strip());
    return new Footprint(heap, resident);
  }

  /**
   * What a JVM's {@code GC.heap_info} says is used of its heap, all generations together.
   *
   * @throws IOException when it says nothing of it
   */
  static long usedKib(String heapInfo) throws IOException {
    var used = USED.matcher(heapInfo).results().map(found -> found.group(1)).toList();
    if (used.isEmpty()) {
      throw new IOException("the JVM did not say what its heap uses: " + heapInfo);
    }
    return used.stream().mapToLong(Long::parseLong).sum();
  }

  private static String said(String... command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return text;
  }
}
