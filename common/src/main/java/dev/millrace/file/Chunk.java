package dev.millrace.file;

/**
 * A piece of an upload that comes piece by piece.
 *
 * @param number its place, from 0
 * @param key where its bytes are
 * @param sha256 64 lower-case hexadecimal digits
 */
public record Chunk(int number, String key, long size, String sha256) {
  /** Whether its bytes are those of the other one. */
  public boolean isLike(Chunk other) {
    return size == other.size && sha256.equals(other.sha256);
  }
}
