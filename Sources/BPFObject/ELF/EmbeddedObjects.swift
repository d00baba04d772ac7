public import BTF

/// BPF objects inside another file: a libbpf skeleton keeps the whole object among the data of its executable.
public enum EmbeddedObjects {
  /// More than any executable holds; what comes after them is not looked for.
  private static let most = 256

  /// Where relocatable BPF objects stand in a file that is none itself, in order and not overlapping. A header counts
  /// when its section table, and every section, ends within the file.
  public static func ranges(in region: ByteRegion) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var at = 1
    while at + ELFFormat.headerSize <= region.count, found.count < most {
      guard region[at] == ELFFormat.magic[0], let end = end(ofObjectAt: at, in: region) else {
        at += 1
        continue
      }
      found.append(at..<end)
      at = end
    }
    return found
  }

  /// Where the object that begins at `start` ends; nil when none begins there.
  private static func end(ofObjectAt start: Int, in bytes: ByteRegion) -> Int? {
    func number(_ offset: Int, _ size: Int) -> Int? {
      guard offset >= 0, offset <= bytes.count - size else { return nil }
      var value: UInt64 = 0
      for index in (0..<size).reversed() { value = value << 8 | UInt64(bytes[offset + index]) }
      return Int(exactly: value)
    }
    for (index, byte) in ELFFormat.magic.enumerated() where bytes[start + index] != byte { return nil }
    guard bytes[start + 4] == ELFFormat.class64, bytes[start + 5] == ELFFormat.littleEndian,
      number(start + 16, 2) == Int(ELFFormat.typeRelocatable),
      number(start + 18, 2) == Int(ELFFormat.machineBPF), let table = number(start + 40, 8),
      let entry = number(start + 58, 2), entry == ELFFormat.sectionHeaderSize, let count = number(start + 60, 2),
      count > 0,
      table <= bytes.count - start - count * entry
    else { return nil }
    var end = table + count * entry
    for index in 0..<count {
      let header = start + table + index * entry
      guard let type = number(header + 4, 4), let offset = number(header + 24, 8), let size = number(header + 32, 8)
      else {
        return nil
      }
      // SHT_NULL and SHT_NOBITS take no bytes.
      guard type != 0, type != 8 else { continue }
      guard offset <= bytes.count - start, size <= bytes.count - start - offset else { return nil }
      end = max(end, offset + size)
    }
    return start + end
  }
}
