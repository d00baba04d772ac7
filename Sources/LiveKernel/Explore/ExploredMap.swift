import CLibbpf
import Exploring
import Glibc
import KernelFacts
import Rewriting

/// A map between inputs: it is made to hold what an input says, and put back after a run that may have changed it, with as
/// few system calls as that takes.
final class ExploredMap {
  private enum Way {
    /// Its values are memory of this process; what they are to be.
    case mapped(MappedValues, [UInt8])
    /// Its entries come and go.
    case entries
    /// As between cases; what it cannot put back stays.
    case renewed(MapRenewal)
  }

  let map: LoadedMap
  /// Nil for a map that is not part of inputs.
  let shape: ExploreShape.MapShape?
  private var way: Way
  /// What was in it after the load; empty where that is not looked at.
  private let initial: [UInt8]
  /// The entries of the input, as the kernel takes them.
  private var placed: [[UInt8]: [UInt8]] = [:]

  /// Bytes of an array beyond which writing all of it takes longer than an input may.
  private static let mostMapped = 1 << 20

  init(_ map: LoadedMap, renewal: MapRenewal) {
    self.map = map
    shape = Self.shape(of: map)
    if map.isHash || map.type == .lpmTrie {
      way = .entries
      initial = []
    } else if map.flags & MapRenewal.readOnlyForPrograms == 0, let values = MappedValues(map),
      values.count <= Self.mostMapped
    {
      initial = values.bytes
      way = .mapped(values, initial)
    } else {
      way = .renewed(renewal)
      initial = []
    }
  }

  /// Whether it is certainly what it was before a run, but for what no system call shows.
  var isRestored: Bool {
    if case .renewed(let renewal) = way { renewal.isCertain } else { true }
  }

  private static func shape(of map: LoadedMap) -> ExploreShape.MapShape? {
    guard !map.isInternal, map.flags & MapRenewal.readOnlyForUsers == 0 else { return nil }
    let kind: ExploreShape.MapShape.Kind? =
      switch map.type {
      case .hash, .lruHash, .percpuHash, .lruPercpuHash: .hash
      case .array, .percpuArray: .array
      case .lpmTrie: .trie
      default: nil
      }
    return kind.map {
      .init(kind: $0, keySize: map.keySize, valueSize: map.valueSize, maxEntries: max(1, map.maxEntries))
    }
  }

  // MARK: - Before runs

  /// Makes it hold these entries and no others. Returns 0, or a positive error number when the kernel takes one not.
  func place(_ entries: [ExploreInput.Entry], number: Int) -> Int32 {
    var wanted: [[UInt8]: [UInt8]] = [:]
    for entry in entries where entry.map == number { wanted[entry.key] = stored(entry.value) }
    guard wanted != placed else { return 0 }
    var failure: Int32 = 0
    for (key, value) in placed where wanted[key] == nil {
      let code = remove(key, value)
      if code != 0 { failure = code }
    }
    for (key, value) in wanted where placed[key] != value {
      let code = put(key, value)
      if code != 0 {
        failure = code
        wanted[key] = nil
      }
    }
    placed = wanted
    return failure
  }

  /// Puts other bytes into an array's values, in place of all that were put there before so.
  func patch(_ patches: [(offset: Int, bytes: [UInt8])]) {
    guard case .mapped(let values, var image) = way else { return }
    image = initial
    for (offset, bytes) in patches where offset >= 0 && offset + bytes.count <= image.count {
      image.replaceSubrange(offset..<offset + bytes.count, with: bytes)
    }
    values.put(image)
    way = .mapped(values, image)
  }

  private func stored(_ value: [UInt8]) -> [UInt8] {
    guard map.isPerCPU else { return value }
    let padded = value + [UInt8](repeating: 0, count: map.processorStride - value.count)
    return Array(repeatElement(padded, count: LoadedMap.possibleCPUs).joined())
  }

  private func put(_ key: [UInt8], _ value: [UInt8]) -> Int32 {
    guard case .mapped = way else { return map.put(key, value) }
    return write(key, value)
  }

  private func remove(_ key: [UInt8], _ value: [UInt8]) -> Int32 {
    switch way {
    case .mapped: return write(key, [UInt8](repeating: 0, count: value.count))
    case .entries:
      let code = map.delete(key)
      return code == ENOENT ? 0 : code
    case .renewed: return map.put(key, [UInt8](repeating: 0, count: value.count))
    }
  }

  /// Into an array's memory, and into what it is put back to.
  private func write(_ key: [UInt8], _ value: [UInt8]) -> Int32 {
    guard case .mapped(let values, var image) = way else { return EINVAL }
    let index = key.reversed().reduce(0) { $0 << 8 | Int($1) }
    let start = index * map.processorStride
    guard index < map.maxEntries, start + value.count <= image.count else { return E2BIG }
    image.replaceSubrange(start..<start + value.count, with: value)
    values.put(image)
    way = .mapped(values, image)
    return 0
  }

  // MARK: - After runs

  /// Puts it back after a run that may have changed it so.
  func restore(after change: MapChange) {
    switch way {
    case .mapped(let values, let image): values.put(image)
    case .entries:
      if change == .entries { _ = map.clear(entriesOf: placed.keys) }
      for (key, value) in placed { _ = map.put(key, value) }
    case .renewed(let renewal):
      _ = renewal.renew(programsRan: true, keys: [])
      for (key, value) in placed { _ = map.put(key, value) }
    }
  }
}

extension LoadedMap {
  /// Deletes all entries but those with some keys. Returns whether it came to the end.
  fileprivate func clear(entriesOf kept: Dictionary<[UInt8], [UInt8]>.Keys) -> Bool {
    var others: [[UInt8]] = []
    var key = key(after: nil)
    while let current = key {
      guard others.count <= maxEntries + kept.count else { return false }
      if !kept.contains(current) { others.append(current) }
      key = self.key(after: current)
    }
    return others.allSatisfy { delete($0) == 0 }
  }
}
