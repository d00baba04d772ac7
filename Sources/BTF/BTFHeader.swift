/// What the headers of `.BTF` and `.BTF.ext` have in common: magic, version, flags, length, and offset/length pairs.
enum BTFHeader {
  /// Checks the start and gives the header's length in bytes.
  static func length(_ region: ByteRegion, section: String, least: Int) throws(BTFError) -> Int {
    func wrong(_ offset: Int, _ message: String) -> BTFError {
      BTFError(section: section, offset: offset, message: message)
    }
    guard region.count >= least else {
      throw wrong(0, "\(region.count) bytes are too few for the header's \(least)")
    }
    guard region.count <= Int(UInt32.max) else { throw wrong(0, "more than 4 GiB") }
    switch (region[0], region[1]) {
    case (0x9f, 0xeb): break
    case (0xeb, 0x9f): throw wrong(0, "big-endian BTF is not supported: compile for bpfel")
    default: throw wrong(0, "no BTF: the first two bytes are not its magic number")
    }
    guard region[2] == 1 else { throw wrong(2, "BTF version \(region[2]) is not known") }
    let length = region.word(at: 4)
    guard length >= UInt32(least), length <= UInt32(clamping: region.count) else {
      throw wrong(4, "the header's length is \(length), of \(region.count) bytes in all and \(least) at least")
    }
    return Int(length)
  }

  /// The range that a header's offset/length pair at `field` names, checked against the section's end.
  static func part(
    _ region: ByteRegion, section: String, header: Int, field: Int, name: String
  ) throws(BTFError) -> Range<Int> {
    let start = header + Int(region.word(at: field))
    let end = start + Int(region.word(at: field + 4))
    guard end <= region.count else {
      throw BTFError(
        section: section, offset: field, message: "the \(name) ends at byte \(end) of \(region.count)")
    }
    return start..<end
  }
}

extension BTFError {
  /// An error in the header of `.BTF`.
  init(header offset: Int, _ message: String) {
    self.init(section: ".BTF", offset: offset, message: message)
  }
}
