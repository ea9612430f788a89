package dev.millrace.provider.local;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * Letters of 5 by 7 dots. They are drawn here, not by the machine's fonts: a bare machine has none,
 * and two machines would draw two pictures of one prompt.
 */
final class Glyphs {
  static final int WIDTH = 5;
  static final int HEIGHT = 7;
  private static final String DOTS =
      """
      ! 00 00 5F 00 00
      " 00 07 00 07 00
      # 14 7F 14 7F 14
      $ 24 2A 7F 2A 12
      % 23 13 08 64 62
      & 36 49 56 20 50
      ' 00 00 07 00 00
      ( 00 1C 22 41 00
      ) 00 41 22 1C 00
      * 2A 1C 7F 1C 2A
      + 08 08 3E 08 08
      , 00 50 30 00 00
      - 08 08 08 08 08
      . 00 60 60 00 00
      / 20 10 08 04 02
      0 3E 51 49 45 3E
      1 00 42 7F 40 00
      2 72 49 49 49 46
      3 21 41 49 4D 33
      4 18 14 12 7F 10
      5 27 45 45 45 39
      6 3C 4A 49 49 31
      7 41 21 11 09 07
      8 36 49 49 49 36
      9 46 49 49 29 1E
      : 00 36 36 00 00
      ; 00 56 36 00 00
      < 00 08 14 22 41
      = 14 14 14 14 14
      > 41 22 14 08 00
      ? 02 01 59 09 06
      @ 3E 41 5D 59 4E
      A 7C 12 11 12 7C
      B 7F 49 49 49 36
      C 3E 41 41 41 22
      D 7F 41 41 41 3E
      E 7F 49 49 49 41
      F 7F 09 09 09 01
      G 3E 41 41 51 73
      H 7F 08 08 08 7F
      I 00 41 7F 41 00
      J 20 40 41 3F 01
      K 7F 08 14 22 41
      L 7F 40 40 40 40
      M 7F 02 1C 02 7F
      N 7F 04 08 10 7F
      O 3E 41 41 41 3E
      P 7F 09 09 09 06
      Q 3E 41 51 21 5E
      R 7F 09 19 29 46
      S 26 49 49 49 32
      T 03 01 7F 01 03
      U 3F 40 40 40 3F
      V 1F 20 40 20 1F
      W 3F 40 38 40 3F
      X 63 14 08 14 63
      Y 03 04 78 04 03
      Z 61 51 49 45 43
      [ 00 7F 41 41 00
      \\ 02 04 08 10 20
      ] 00 41 41 7F 00
      ^ 04 02 01 02 04
      _ 40 40 40 40 40
      ` 00 01 03 04 00
      a 20 54 54 54 78
      b 7F 28 44 44 38
      c 38 44 44 44 28
      d 38 44 44 28 7F
      e 38 54 54 54 18
      f 00 08 7E 09 02
      g 0C 52 52 52 3E
      h 7F 08 04 04 78
      i 00 44 7D 40 00
      j 20 40 40 3D 00
      k 7F 10 28 44 00
      l 00 41 7F 40 00
      m 7C 04 18 04 78
      n 7C 08 04 04 78
      o 38 44 44 44 38
      p 7C 14 14 14 08
      q 08 14 14 14 7C
      r 7C 08 04 04 08
      s 48 54 54 54 24
      t 04 04 3F 44 24
      u 3C 40 40 20 7C
      v 1C 20 40 20 1C
      w 3C 40 30 40 3C
      x 44 28 10 28 44
      y 0C 50 50 50 3C
      z 44 64 54 4C 44
      { 00 08 36 41 00
      | 00 00 77 00 00
      } 00 41 36 08 00
      ~ 02 01 02 04 02
      """;
  private static final Map<Character, byte[]> COLUMNS = columns();
  private static final byte[] UNKNOWN = {0x7f, 0x41, 0x41, 0x41, 0x7f};
  private static final byte[] BLANK = new byte[WIDTH];

  private Glyphs() {}

  /** Text of which each character can be drawn: accents are dropped, other scripts become boxes. */
  static String drawable(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKD)
        .replaceAll("\\p{M}+", "")
        .replaceAll("[\\p{Cntrl}\\s]+", " ")
        .strip();
  }

  static boolean hasDot(char letter, int x, int y) {
    return (columnsOf(letter)[x] >> y & 1) == 1;
  }

  private static byte[] columnsOf(char letter) {
    return letter == ' ' ? BLANK : COLUMNS.getOrDefault(letter, UNKNOWN);
  }

  /** Each line holds a letter and its columns from left to right; the lowest bit is the top dot. */
  private static Map<Character, byte[]> columns() {
    var columns = new HashMap<Character, byte[]>();
    DOTS.lines()
        .forEach(
            line ->
                columns.put(
                    line.charAt(0), HexFormat.ofDelimiter(" ").parseHex(line.substring(2))));
    return Map.copyOf(columns);
  }
}
