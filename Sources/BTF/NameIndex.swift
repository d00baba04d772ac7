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
      guard nameOffset != 0 else { continue }
      let hash: UInt32
      if nameOffset >= storage.firstString {
        hash = storage.strings.hash(at: Int(nameOffset - storage.firstString), limit: NameIndex.hashedBytes)
      } else if let (holder, at) = storage.stringPlace(nameOffset) {
        hash = holder.strings.hash(at: at, limit: NameIndex.hashedBytes)
      } else {
        continue
      }
      let bucket = Int(hash) & (size - 1)
      next[index] = heads[bucket]
      heads[bucket] = UInt32(index) + 1
    }
  }

  func ids(named name: [UInt8], in storage: TypeStorage) -> [TypeID] {
    // A name of more bytes than strings are cut to is nobody's, and comparing it with many types would take long.
    guard !name.isEmpty, name.count <= TypeStorage.longestString else { return [] }
    let hash = ByteRegion(name).hash(at: 0, limit: NameIndex.hashedBytes)
    var found: [TypeID] = []
    var link = heads[Int(hash) & (heads.count - 1)]
    while link != 0 {
      let index = Int(link) - 1
      if storage.stringHolds(name, at: storage.region.word(at: Int(storage.records[index]))) {
        found.append(storage.firstID + TypeID(index))
      }
      link = next[index]
    }
    return found
  }
}
