/// A number of which some bits are not known, as older kernels print it: `(0x0; 0x1)`, the known bits and the mask of the
/// unknown ones (kernel/bpf/tnum.c).
struct TristateRange {
  /// Bits that are known to be set.
  var value: UInt64
  /// Bits that are not known.
  var mask: UInt64

  /// A number at the start of a text; nil when there is none.
  init?(_ text: Substring) {
    guard let captures = MessageFormat("(0x%w; 0x%w)").match(String(text)), let value = UInt64(captures[0], radix: 16),
      let mask = UInt64(captures[1], radix: 16)
    else { return nil }
    self.value = value
    self.mask = mask
  }
}
