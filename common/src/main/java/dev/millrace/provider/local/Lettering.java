package dev.millrace.provider.local;

import java.util.ArrayList;
import java.util.List;

/**
 * A text broken into lines that fit a box, as large as it can be.
 *
 * @param lines what to write; the last one ends in dots when the text is too long for the box
 * @param size pixels a dot
 */
record Lettering(List<String> lines, int size) {
  private static final int LARGEST = 12;
  private static final int CELL_WIDTH = Glyphs.WIDTH + 1;
  private static final int CELL_HEIGHT = Glyphs.HEIGHT + 3;

  static Lettering fit(String text, int width, int height) {
    for (int size = LARGEST; size > 1; size--) {
      var lines = wrap(text, columns(width, size), true);
      if (!lines.isEmpty() && lines.size() <= rows(height, size)) {
        return new Lettering(lines, size);
      }
    }
    return new Lettering(cut(wrap(text, columns(width, 1), false), rows(height, 1)), 1);
  }

  int height() {
    return lines.size() * CELL_HEIGHT * size;
  }

  int lineHeight() {
    return CELL_HEIGHT * size;
  }

  int width(String line) {
    return line.length() * CELL_WIDTH * size;
  }

  private static int columns(int width, int size) {
    return Math.max(1, width / (CELL_WIDTH * size));
  }

  private static int rows(int height, int size) {
    return Math.max(1, height / (CELL_HEIGHT * size));
  }

  /**
   * Breaks at spaces; a word that is too long is broken, or makes it none when it is to be whole.
   */
  private static List<String> wrap(String text, int columns, boolean wordsStayWhole) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (var word : Words.of(text)) {
      if (wordsStayWhole && word.length() > columns) {
        return List.of();
      }
      if (!line.isEmpty() && line.length() + 1 + word.length() > columns) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
      while (line.length() > columns) {
        lines.add(line.substring(0, columns));
        line.delete(0, columns);
      }
    }
    lines.add(line.toString());
    return lines;
  }

  private static List<String> cut(List<String> lines, int rows) {
    if (lines.size() <= rows) {
      return lines;
    }
    var kept = new ArrayList<>(lines.subList(0, rows));
    var last = kept.getLast();
    kept.set(rows - 1, last.substring(0, Math.max(0, last.length() - 3)) + "...");
    return kept;
  }
}
