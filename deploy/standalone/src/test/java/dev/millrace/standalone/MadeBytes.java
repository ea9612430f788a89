package dev.millrace.standalone;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Random;

/**
 * A stretch of a file that is made while it is read: a block of noise again and again, with the
 * number of each block at its beginning, so that no two blocks are alike and none may be swapped.
 */
final class MadeBytes extends InputStream {
  private static final int BLOCK = 1 << 20;
  private static final byte[] NOISE = noise();

  private final byte[] block = NOISE.clone();
  private final long end;
  private long at;
  private long made = -1;

  MadeBytes(long from, long size) {
    this.at = from;
    this.end = from + size;
  }

  private static byte[] noise() {
    var noise = new byte[BLOCK];
    new Random(1).nextBytes(noise);
    return noise;
  }

  @Override
  public int read() {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    if (at >= end) {
      return -1;
    }
    long number = at / BLOCK;
    if (number != made) {
      ByteBuffer.wrap(block).putLong(number);
      made = number;
    }
    int position = (int) (at % BLOCK);
    int count = (int) Math.min(Math.min(length, BLOCK - position), end - at);
    System.arraycopy(block, position, into, offset, count);
    at += count;
    return count;
  }
}
