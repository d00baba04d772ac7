import CLibbpf
import Glibc
import KernelFacts

/// A map of a loaded object, as system calls see it. Valid while the object is.
struct LoadedMap {
  let name: String
  let descriptor: CInt
  let type: MapType
  let keySize: Int
  let valueSize: Int
  let maxEntries: Int
  let flags: UInt32
  /// Whether libbpf made it for global variables.
  let isInternal: Bool

  /// Processors that per-CPU values are kept for.
  static let possibleCPUs = max(1, Int(libbpf_num_possible_cpus()))
  /// Entries that one call of a batch takes.
  private static let batchEntries = 1024
  /// The most bytes of entries that are read from one map.
  private static let mostBytes = 16 << 20

  init(_ map: MapHandle) {
    name = map.name
    descriptor = map.descriptor
    type = map.type
    keySize = Int(map.keySize)
    valueSize = Int(map.valueSize)
    maxEntries = Int(map.maxEntries)
    flags = map.flags
    isInternal = map.isInternal
  }

  var isPerCPU: Bool { type.facts?.traits.contains(.perCPU) ?? false }
  /// A queue, a stack or a filter: entries have no keys.
  var isKeyless: Bool { type == .queue || type == .stack || type == .bloomFilter }
  var isArray: Bool {
    switch type {
    case .array, .percpuArray, .progArray, .arrayOfMaps, .perfEventArray, .cgroupArray, .devmap, .cpumap, .xskmap,
      .sockmap, .reuseportSockarray:
      true
    default: false
    }
  }

  /// Bytes between a processor's value and the next one's: the kernel rounds up.
  var processorStride: Int { (valueSize + 7) / 8 * 8 }
  /// Bytes of an entry's value in a system call.
  var storedSize: Int { isPerCPU ? processorStride * Self.possibleCPUs : valueSize }

  /// The key of an array's entry.
  static func index(_ number: Int) -> [UInt8] {
    unsafe withUnsafeBytes(of: UInt32(truncatingIfNeeded: number)) { unsafe Array($0) }
  }

  /// Writes an entry; the key is empty for maps without keys. Returns 0 or a positive error number.
  func put(_ key: [UInt8], _ value: [UInt8]) -> Int32 {
    let code =
      unsafe key.isEmpty
      ? bpf_map_update_elem(descriptor, nil, value, 0) : bpf_map_update_elem(descriptor, key, value, 0)
    return -code
  }

  /// Deletes an entry. Returns 0 or a positive error number.
  func delete(_ key: [UInt8]) -> Int32 { unsafe -bpf_map_delete_elem(descriptor, key) }

  /// An entry's value; nil when there is none. The error number is positive.
  func value(_ key: [UInt8], _ code: inout Int32) -> [UInt8]? {
    var value = [UInt8](repeating: 0, count: storedSize)
    code = unsafe -bpf_map_lookup_elem(descriptor, key, &value)
    return code == 0 ? value : nil
  }

  /// The value of each processor; the one value of a map that has but one.
  func processorValues(_ value: [UInt8]) -> [ArraySlice<UInt8>] {
    guard isPerCPU else { return [value[...]] }
    return (0..<Self.possibleCPUs).map { cpu in
      let start = cpu * processorStride
      return value[start..<min(start + valueSize, value.count)]
    }
  }

  /// The key behind a key; the first for nil. Nil at the end.
  func key(after key: [UInt8]?) -> [UInt8]? {
    var next = [UInt8](repeating: 0, count: keySize)
    let code =
      unsafe key.map { unsafe bpf_map_get_next_key(descriptor, $0, &next) }
      ?? bpf_map_get_next_key(descriptor, nil, &next)
    return code == 0 ? next : nil
  }

  // MARK: - All entries

  struct Entry {
    var key: [UInt8]
    var value: [UInt8]
  }

  /// The entries: of an array by index, of others by their keys' bytes; and whether these are all. Those of a queue or a
  /// stack are taken out.
  func entries(most: Int) -> (entries: [Entry], isWhole: Bool) {
    let most = min(most, Self.mostBytes / max(keySize + storedSize, 1))
    if isKeyless { return pop(most: most) }
    let (entries, isWhole) = batched(most: most) ?? walked(most: most)
    guard !isArray else { return (entries, isWhole) }
    return (entries.sorted { $0.key.lexicographicallyPrecedes($1.key) }, isWhole)
  }

  private func pop(most: Int) -> (entries: [Entry], isWhole: Bool) {
    var entries: [Entry] = []
    var value = [UInt8](repeating: 0, count: valueSize)
    while entries.count < most {
      guard unsafe bpf_map_lookup_and_delete_elem(descriptor, nil, &value) == 0 else { return (entries, true) }
      entries.append(Entry(key: [], value: value))
    }
    return (entries, unsafe bpf_map_lookup_elem(descriptor, nil, &value) != 0)
  }

  private func walked(most: Int) -> (entries: [Entry], isWhole: Bool) {
    var entries: [Entry] = []
    var code: Int32 = 0
    var key = key(after: nil)
    while let current = key {
      guard entries.count < most else { return (entries, false) }
      if let value = value(current, &code) { entries.append(Entry(key: current, value: value)) }
      key = self.key(after: current)
    }
    return (entries, true)
  }

  /// With batches (since 5.6); nil where the kernel has none for the type.
  private func batched(most: Int) -> (entries: [Entry], isWhole: Bool)? {
    guard isHash || type == .array || type == .percpuArray, maxEntries > 1 else { return nil }
    var entries: [Entry] = []
    let isComplete = batches(deleting: false, entries: min(max(most, 1), Self.batchEntries)) { keys, values, count in
      for index in 0..<count where entries.count <= most {
        entries.append(
          Entry(
            key: Array(keys[index * keySize..<(index + 1) * keySize]),
            value: Array(values[index * storedSize..<(index + 1) * storedSize])))
      }
      return entries.count <= most
    }
    guard let isComplete else { return nil }
    let isWhole = isComplete && entries.count <= most
    if entries.count > most { entries.removeLast(entries.count - most) }
    return (entries, isWhole)
  }

  /// Walks the map in batches until `body` has enough. Returns whether it came to the end; nil where the kernel cannot.
  private func batches(
    deleting: Bool, entries: Int, _ body: ([UInt8], [UInt8], Int) -> Bool
  ) -> Bool? {
    // The kernel's own place in a hash is 4 bytes, in other maps a key.
    var place = [UInt8](repeating: 0, count: max(keySize, 4))
    var next = place
    let room = min(entries, max(maxEntries, 1))
    var keys = [UInt8](repeating: 0, count: room * keySize)
    var values = [UInt8](repeating: 0, count: room * storedSize)
    var isFirst = true
    while true {
      var count = UInt32(room)
      let code =
        unsafe place.withUnsafeMutableBytes { place in
          let place = isFirst ? nil : place.baseAddress
          return unsafe deleting
            ? bpf_map_lookup_and_delete_batch(descriptor, place, &next, &keys, &values, &count, nil)
            : bpf_map_lookup_batch(descriptor, place, &next, &keys, &values, &count, nil)
        }
      guard code == 0 || code == -ENOENT else { return isFirst ? nil : false }
      let wantsMore = body(keys, values, Int(count))
      if code == -ENOENT { return true }
      guard wantsMore else { return false }
      place = next
      isFirst = false
    }
  }

  // MARK: - Emptying

  var isHash: Bool {
    switch type {
    case .hash, .percpuHash, .lruHash, .lruPercpuHash: true
    default: false
    }
  }

  /// Deletes all entries; returns whether the map is known to be empty.
  func clear() -> Bool {
    if isHash, batches(deleting: true, entries: Self.batchEntries, { _, _, _ in true }) == true { return true }
    // Each deletion takes one entry away: a map that never becomes empty is not believed in.
    for _ in 0...maxEntries {
      guard let key = key(after: nil) else { return true }
      guard delete(key) == 0 else { return false }
    }
    return false
  }
}
