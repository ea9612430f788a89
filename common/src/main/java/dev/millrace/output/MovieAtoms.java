package dev.millrace.output;

import com.drew.imaging.quicktime.QuickTimeHandler;
import com.drew.metadata.Metadata;
import com.drew.metadata.mov.QuickTimeContext;
import com.drew.metadata.mov.QuickTimeDirectory;
import com.drew.metadata.mov.atoms.Atom;
import dev.millrace.money.Medium;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * Hears how large a movie is and how long it plays, of MP4 and MOV alike: the movie's header has
 * the length, that of its largest track the size. Small atoms only, and not many: a file may claim
 * what it likes.
 */
final class MovieAtoms extends QuickTimeHandler<QuickTimeDirectory> {
  private static final Set<String> CONTAINERS = Set.of("moov", "trak", "mvex");
  private static final Set<String> ATOMS = Set.of("mvhd", "tkhd", "mehd");
  private static final int LARGEST_ATOM = 4096;
  private static final int MOST_CONTAINERS = 200;
  private static final int LONG_TIMES = 1;

  /** Pixels are written as 16.16 fixed-point numbers, at the end of a track's header. */
  private static final int SIZE_FROM_END = 8;

  private static final int FRACTION_BITS = 16;

  private int containers;
  private long unitsPerSecond;
  private long units;
  private int width;
  private int height;

  MovieAtoms() {
    super(new Metadata());
  }

  @Override
  protected QuickTimeDirectory createDirectory() {
    return new QuickTimeDirectory();
  }

  @Override
  protected boolean shouldAcceptContainer(Atom atom) {
    return CONTAINERS.contains(atom.type) && containers < MOST_CONTAINERS;
  }

  @Override
  protected QuickTimeHandler<?> processContainer(Atom atom, QuickTimeContext context) {
    containers++;
    return this;
  }

  @Override
  protected boolean shouldAcceptAtom(Atom atom) {
    return ATOMS.contains(atom.type) && atom.size <= LARGEST_ATOM;
  }

  @Override
  protected QuickTimeHandler<?> processAtom(Atom atom, byte[] payload, QuickTimeContext context) {
    var bytes = ByteBuffer.wrap(payload);
    switch (atom.type) {
      case "mvhd" -> movie(bytes);
      case "mehd" -> units = Math.max(units, time(bytes, 4, isLong(bytes)));
      case "tkhd" -> track(bytes);
      default -> throw new IllegalStateException("not asked for: " + atom.type);
    }
    return this;
  }

  private static boolean isLong(ByteBuffer bytes) {
    return bytes.get(0) == LONG_TIMES;
  }

  private void movie(ByteBuffer bytes) {
    boolean isLong = isLong(bytes);
    int at = isLong ? 20 : 12; // behind the times of creation and change
    unitsPerSecond = Integer.toUnsignedLong(bytes.getInt(at));
    units = Math.max(units, time(bytes, at + Integer.BYTES, isLong));
  }

  /** All bits set means that nobody knew. */
  private static long time(ByteBuffer bytes, int at, boolean isLong) {
    long time = isLong ? bytes.getLong(at) : bytes.getInt(at);
    return time == -1 || isLong ? time : time & 0xffff_ffffL;
  }

  private void track(ByteBuffer bytes) {
    int at = bytes.limit() - SIZE_FROM_END;
    int wide = bytes.getInt(at) >>> FRACTION_BITS;
    int high = bytes.getInt(at + Integer.BYTES) >>> FRACTION_BITS;
    if ((long) wide * high > (long) width * height) {
      width = wide;
      height = high;
    }
  }

  Medium medium() {
    return new Medium(width, height, Playing.seconds(units, unitsPerSecond));
  }
}
