import BTF

extension ObjectFile {
  /// The object as kernels need it: without the contents of what only debuggers read, `.debug_*` and its relocations, most
  /// of what clang writes. libbpf skips these sections by their names (libbpf.c: `is_sec_name_dwarf`). They stay in the
  /// section table, empty, so that every index still leads where it led.
  public func withoutDebugging() -> [UInt8] {
    guard sections.contains(where: \.isForDebuggers), sections.count < ELFFormat.firstReservedSection,
      let table: UInt64 = ByteReader(region).read(40)
    else { return region.array }
    var bytes = region[0..<ELFFormat.headerSize].array
    var headers: [UInt8] = []
    for section in sections {
      let start = Int(table) + section.index * ELFFormat.sectionHeaderSize
      var header = region[start..<(start + ELFFormat.sectionHeaderSize)].array
      if section.isForDebuggers {
        ELFEditor.store(ELFFormat.noBits, at: 4, in: &header)
        ELFEditor.store(UInt64(0), at: 32, in: &header)
      } else if !section.range.isEmpty {
        ELFEditor.pad(&bytes, to: max(8, min(Int(clamping: section.alignment), 4096)))
        ELFEditor.store(UInt64(bytes.count), at: 24, in: &header)
        bytes += region[section.range].array
      }
      headers += header
    }
    ELFEditor.pad(&bytes, to: 8)
    ELFEditor.store(UInt64(bytes.count), at: 40, in: &bytes)
    return bytes + headers
  }
}

extension Section {
  /// Whether it holds DWARF, or relocations of it.
  fileprivate var isForDebuggers: Bool {
    guard index > 0, kind != .strings else { return false }
    return [".debug_", ".rel.debug_", ".rela.debug_"].contains { name.hasPrefix($0) }
  }
}
