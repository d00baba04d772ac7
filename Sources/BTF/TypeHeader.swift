/// `struct btf_header`: where the sections lie (`include/uapi/linux/btf.h`; the layout section since 7.2).
struct TypeHeader {
  /// Ranges of bytes, counted from the start of `.BTF`.
  let types: Range<Int>
  let strings: Range<Int>
  let layouts: Range<Int>

  init(_ region: ByteRegion) throws(BTFError) {
    let length = try BTFHeader.length(region, section: ".BTF", least: 24)
    types = try BTFHeader.part(region, section: ".BTF", header: length, field: 8, name: "type section")
    strings = try BTFHeader.part(region, section: ".BTF", header: length, field: 16, name: "string section")
    layouts =
      length >= 32
      ? try BTFHeader.part(region, section: ".BTF", header: length, field: 24, name: "layout section") : 0..<0
    guard (types.lowerBound - length) % 4 == 0 else {
      throw BTFError(header: 8, "the type section does not start at a multiple of 4")
    }
  }

  /// How long the records of a kind are; nil when neither this code nor the BTF itself says so.
  func layout(ofKind code: UInt8, in region: ByteRegion) -> (fixed: Int, element: Int)? {
    if code != 0, code != TypeKind.unrecognized.rawValue, let kind = TypeKind(rawValue: code) { return kind.layout }
    let at = layouts.lowerBound + Int(code) * 4
    guard code != 0, at + 4 <= layouts.upperBound else { return nil }
    return (Int(region[at]), Int(region[at + 1]))
  }
}
