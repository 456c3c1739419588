package org.helia.multiformats.internal.addr;

/** A number in one or two bytes, most significant first: ports and prefix lengths. */
final class NumberFormat implements ValueFormat {
  private final int length;

  NumberFormat(int length) {
    this.length = length;
  }

  @Override
  public byte[] parse(String text) {
    int value = Numbers.parse(text, (1 << (8 * length)) - 1);
    return length == 1 ? new byte[] {(byte) value} : new byte[] {(byte) (value >> 8), (byte) value};
  }

  @Override
  public String print(byte[] bytes) {
    int value = 0;
    for (byte next : bytes) {
      value = (value << 8) | (next & 0xff);
    }
    return Integer.toString(value);
  }
}
