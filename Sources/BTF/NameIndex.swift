/// Finds types by name: a hash table of chains over the names' bytes, so that no string is made and no choice of names
/// makes building slow.
struct NameIndex: Sendable {
  /// Names are hashed up to here: the work for a type has a bound, whatever string it points to.
  private static let hashedBytes = 64

  /// The first type of each chain: index + 1, or 0.
  private var heads: [UInt32]
  /// The next type in the same chain: index + 1, or 0.
  private var next: [UInt32]

  init(_ storage: TypeStorage) {
    let count = storage.records.count
    var size = 16
    while size < count { size *= 2 }
    heads = [UInt32](repeating: 0, count: size)
    next = [UInt32](repeating: 0, count: count)
    // Backwards, so that chains run in the order of ids.
    for index in storage.records.indices.reversed() {
      let nameOffset = storage.region.word(at: Int(storage.records[index]))
      guard nameOffset != 0, let (holder, at) = storage.stringPlace(nameOffset) else { continue }
      let bucket = Int(truncatingIfNeeded: NameIndex.hash(holder.strings, at: at)) & (size - 1)
      next[index] = heads[bucket]
      heads[bucket] = UInt32(index) + 1
    }
  }

  func ids(named name: [UInt8], in storage: TypeStorage) -> [TypeID] {
    // A name of more bytes than strings are cut to is nobody's, and comparing it with many types would take long.
    guard !name.isEmpty, name.count <= TypeStorage.longestString else { return [] }
    var hasher = NameHash()
    for byte in name.prefix(NameIndex.hashedBytes) { hasher.add(byte) }
    var found: [TypeID] = []
    var link = heads[Int(truncatingIfNeeded: hasher.value) & (heads.count - 1)]
    while link != 0 {
      let index = Int(link) - 1
      if storage.stringHolds(name, at: storage.region.word(at: Int(storage.records[index]))) {
        found.append(storage.firstID + TypeID(index))
      }
      link = next[index]
    }
    return found
  }

  private static func hash(_ strings: ByteRegion, at offset: Int) -> UInt32 {
    var hasher = NameHash()
    var at = offset
    let end = min(strings.count, offset + hashedBytes)
    while at < end, case let byte = strings[at], byte != 0 {
      hasher.add(byte)
      at += 1
    }
    return hasher.value
  }
}

/// FNV-1a over a name's bytes.
private struct NameHash {
  private var state: UInt32 = 0x811c_9dc5

  mutating func add(_ byte: UInt8) { state = (state ^ UInt32(byte)) &* 0x0100_0193 }

  /// The low bits are what a table of a power of two uses: the high ones are folded in.
  var value: UInt32 { state ^ (state >> 15) }
}
