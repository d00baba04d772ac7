/// What a map's declaration sets, to be compared with what its type takes. Rules of kernel/bpf and net/core: each type's
/// `map_alloc_check` or `map_alloc`, the same from 5.4 to 7.3 where nothing else is said.
public struct MapSettings: Hashable, Sendable {
  /// The map's type.
  public var type: MapType
  /// Bytes of a key.
  public var keySize: UInt32
  /// Bytes of a value.
  public var valueSize: UInt32
  /// `max_entries`.
  public var maxEntries: UInt32
  /// `map_flags` (`BPF_F_*`).
  public var flags: UInt32

  /// Settings.
  public init(type: MapType, keySize: UInt32, valueSize: UInt32, maxEntries: UInt32, flags: UInt32) {
    self.type = type
    self.keySize = keySize
    self.valueSize = valueSize
    self.maxEntries = maxEntries
    self.flags = flags
  }

  // include/uapi/linux/bpf.h.
  private static let noPreallocation: UInt32 = 1 << 0
  private static let noCommonLRU: UInt32 = 1 << 1
  private static let mappable: UInt32 = 1 << 10
  /// Keys of socket hashes are at most MAX_BPF_STACK bytes; those of other hashes only before 5.11.
  private static let longestKey: UInt32 = 512
  /// PCPU_MIN_UNIT_SIZE: the most that one per-CPU allocation gives.
  private static let longestPerCPUValue: UInt32 = 32 << 10

  /// The first rule that is broken; nil when it breaks none of these.
  ///
  /// - Parameter pageSize: Bytes of a page of memory of the machine.
  public func fault(pageSize: UInt32 = 4096) -> MapFault? {
    let traits = type.facts?.traits ?? []
    if traits.contains(.ringBuffer) { return ringFault(pageSize) }
    if traits.contains(.localStorage) { return storageFault }
    if type == .unspec || type == .structOps { return nil }
    return keyFault ?? valueFault ?? flagsFault ?? (maxEntries == 0 ? entriesFault : nil)
  }

  /// perf_event_array gets its size from libbpf.
  private var entriesFault: MapFault? {
    type == .perfEventArray ? nil : MapFault(.entries, "\(type.name) maps need a max_entries above 0")
  }

  private func ringFault(_ page: UInt32) -> MapFault? {
    if maxEntries == 0 || maxEntries & (maxEntries - 1) != 0 || maxEntries % page != 0 {
      return MapFault(
        .entries,
        "max_entries of \(type.name) maps is a size in bytes, a power of 2 and a multiple of \(page), not \(maxEntries)"
      )
    }
    guard keySize != 0 || valueSize != 0 else { return nil }
    return MapFault(keySize != 0 ? .key : .value, "\(type.name) maps have no keys and no values")
  }

  private var storageFault: MapFault? {
    if maxEntries != 0 { return MapFault(.entries, "max_entries of \(type.name) maps is 0, not \(maxEntries)") }
    if valueSize == 0 { return MapFault(.value, "\(type.name) maps need a value") }
    if type.name.hasSuffix("cgroup_storage") {
      return [8, 12, 16].contains(keySize)
        ? nil : MapFault(.key, "keys of \(type.name) maps are a struct bpf_cgroup_storage_key or a __u64")
    }
    if flags & Self.noPreallocation == 0 {
      return MapFault(.flags, "\(type.name) maps need the flag BPF_F_NO_PREALLOC")
    }
    return keySize == 4 ? nil : MapFault(.key, "keys of \(type.name) maps have 4 bytes, not \(keySize)")
  }

  private var keyFault: MapFault? {
    switch type {
    case .array, .percpuArray, .progArray, .perfEventArray, .cgroupArray, .arrayOfMaps, .devmap, .devmapHash, .cpumap,
      .xskmap, .sockmap, .reuseportSockarray, .stackTrace:
      return keySize == 4 ? nil : MapFault(.key, "keys of \(type.name) maps have 4 bytes, not \(keySize)")
    case .queue, .stack, .bloomFilter, .arena:
      return keySize == 0 ? nil : MapFault(.key, "\(type.name) maps have no keys")
    case .lpmTrie:
      if (5...260).contains(keySize) { return nil }
      return MapFault(
        .key, "keys of lpm_trie maps are a __u32 prefix length and 1 to 256 bytes of data, not \(keySize) bytes")
    case .hash, .percpuHash, .lruHash, .lruPercpuHash, .hashOfMaps, .sockhash:
      if keySize == 0 { return MapFault(.key, "\(type.name) maps need a key") }
      if keySize <= Self.longestKey || type != .sockhash { return nil }
      return MapFault(
        .key, "keys of \(type.name) maps have at most \(Self.longestKey) bytes, not \(keySize)")
    default: return nil
    }
  }

  private var valueFault: MapFault? {
    switch type {
    case .progArray, .perfEventArray, .cgroupArray, .arrayOfMaps, .hashOfMaps, .xskmap:
      return valueSize == 4 ? nil : MapFault(.value, "values of \(type.name) maps have 4 bytes, not \(valueSize)")
    case .devmap, .devmapHash, .cpumap, .sockmap, .sockhash, .reuseportSockarray:
      return valueSize == 4 || valueSize == 8
        ? nil : MapFault(.value, "values of \(type.name) maps have 4 or 8 bytes, not \(valueSize)")
    case .stackTrace:
      return valueSize >= 8 && valueSize % 8 == 0
        ? nil : MapFault(.value, "values of stack_trace maps are 8 bytes an address, not \(valueSize)")
    case .arena: return valueSize == 0 ? nil : MapFault(.value, "arena maps have no values")
    case .percpuArray, .percpuHash, .lruPercpuHash:
      if valueSize == 0 { return MapFault(.value, "\(type.name) maps need a value") }
      if valueSize <= Self.longestPerCPUValue { return nil }
      return MapFault(
        .value,
        "values of \(type.name) maps have at most \(Self.longestPerCPUValue) bytes, not \(valueSize)")
    case .hash, .array, .lruHash, .lpmTrie, .queue, .stack, .bloomFilter:
      return valueSize == 0 ? MapFault(.value, "\(type.name) maps need a value") : nil
    default: return nil
    }
  }

  private var flagsFault: MapFault? {
    let preallocates = flags & Self.noPreallocation == 0
    switch type {
    case .lpmTrie:
      return preallocates ? MapFault(.flags, "lpm_trie maps need the flag BPF_F_NO_PREALLOC") : nil
    case .arena:
      return flags & Self.mappable == 0 ? MapFault(.flags, "arena maps need the flag BPF_F_MMAPABLE") : nil
    case .hash, .percpuHash, .hashOfMaps:
      return flags & Self.noCommonLRU == 0 ? nil : MapFault(.flags, "BPF_F_NO_COMMON_LRU is for LRU maps")
    case .lruHash, .lruPercpuHash:
      return preallocates ? nil : MapFault(.flags, "\(type.name) maps do not take the flag BPF_F_NO_PREALLOC")
    default:
      if !preallocates { return MapFault(.flags, "\(type.name) maps do not take the flag BPF_F_NO_PREALLOC") }
      if flags & Self.mappable != 0, type != .array {
        return MapFault(.flags, "\(type.name) maps do not take the flag BPF_F_MMAPABLE")
      }
      return nil
    }
  }
}
