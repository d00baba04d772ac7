/// Finds a kernel's types by the name that CO-RE compares: what comes before the last `___`, whose rest is a flavour
/// (`bpf_core_essential_name_len` in `tools/lib/bpf/relo_core.c`).
struct EssentialNames: Sendable {
  private let table: TypeTable
  /// A name's hash and the type's id, ascending.
  private let entries: [UInt64]

  init(_ table: TypeTable) {
    let storage = table.storage
    var entries: [UInt64] = []
    for index in storage.records.indices {
      let record = Int(storage.records[index])
      guard let kind = TypeKind(rawValue: UInt8(storage.region.word(at: record + 4) >> 24 & 0x7f)),
        EssentialNames.hasCandidates(kind)
      else { continue }
      let name = storage.region.word(at: record)
      guard name != 0, let (holder, at) = storage.stringPlace(name) else { continue }
      let hash = holder.strings.hash(at: at, limit: EssentialNames.length(holder.strings, at))
      entries.append(UInt64(hash) << 32 | UInt64(storage.firstID + TypeID(index)))
    }
    entries.sort()
    self.table = table
    self.entries = entries
  }

  /// The types whose kind and name a relocation's root may have in the kernel, in the order of their numbers.
  func candidates(for root: BTFType) -> [BTFType] {
    let bytes = Array(root.name.utf8)
    let wanted = bytes.prefix(EssentialNames.length(ByteRegion(bytes), 0))
    guard !wanted.isEmpty, EssentialNames.hasCandidates(root.kind) else { return [] }
    let hash = UInt64(ByteRegion(Array(wanted)).hash(at: 0, limit: wanted.count))
    var at = entries.partitionPoint { $0 >> 32 >= hash }
    var found: [BTFType] = []
    while at < entries.count, entries[at] >> 32 == hash {
      if let type = try? table.type(TypeID(truncatingIfNeeded: entries[at])), isCompatible(type.kind, root.kind),
        type.name.utf8.prefix(EssentialNames.length(ByteRegion(Array(type.name.utf8)), 0)).elementsEqual(wanted)
      {
        found.append(type)
      }
      at += 1
    }
    return found
  }

  /// `btf_kind_core_compat` of libbpf.
  private func isCompatible(_ kind: TypeKind, _ other: TypeKind) -> Bool {
    let enums: Set<TypeKind> = [.enum, .enum64]
    return kind == other || enums.contains(kind) && enums.contains(other)
  }

  /// What CO-RE relocations start from. Functions, of which a kernel has tens of thousands, are none.
  private static func hasCandidates(_ kind: TypeKind) -> Bool {
    switch kind {
    case .int, .float, .struct, .union, .enum, .enum64, .typedef, .fwd: true
    default: false
    }
  }

  /// How many bytes of the name at an offset come before its flavour.
  private static func length(_ strings: ByteRegion, _ start: Int) -> Int {
    var length = 0
    while length < TypeStorage.longestString, start + length < strings.count, strings[start + length] != 0 {
      length += 1
    }
    let underscore = UInt8(ascii: "_")
    var at = length - 5
    while at >= 0 {
      let byte = start + at
      // `x___y`: three, and neither more before them nor behind them.
      if strings[byte + 2] == underscore, strings[byte + 1] == underscore, strings[byte + 3] == underscore,
        strings[byte] != underscore, strings[byte + 4] != underscore
      {
        return at + 1
      }
      at -= 1
    }
    return length
  }
}

extension [UInt64] {
  /// The first place, in an ascending array, from which on a condition holds.
  fileprivate func partitionPoint(_ holds: (UInt64) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
