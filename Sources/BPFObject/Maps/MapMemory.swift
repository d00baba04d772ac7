public import KernelFacts

/// Bytes that a map takes in the kernel, from its sizes alone, before it is created. Sums that do not fit in 64 bits are
/// the largest number.
///
/// The rules are those of each type's `map_mem_usage` in kernel/bpf (6.18), with the sizes of the structs on 64-bit
/// machines; older kernels differ by a few hundred bytes.
public struct MapMemory: Hashable, Sendable {
  /// Bytes that its creation takes.
  public var atCreation: UInt64
  /// Bytes that it takes when every entry is used. More than `atCreation` when entries are allocated as they come.
  public var whenFull: UInt64

  /// The memory of a map with these sizes.
  /// - Parameters:
  ///   - extra: `map_extra`: for a Bloom filter how many hashes it uses (5 when 0).
  ///   - possibleCPUs: CPUs that the kernel has room for (`/sys/devices/system/cpu/possible`).
  ///   - pageSize: bytes of a page.
  public init(
    type: MapType, keySize: UInt32, valueSize: UInt32, maxEntries: UInt32, flags: UInt32 = 0, extra: UInt64 = 0,
    possibleCPUs: Int, pageSize: Int
  ) {
    let shape = MapShape(
      key: UInt64(keySize), value: UInt64(valueSize), entries: UInt64(maxEntries), flags: flags,
      cpus: UInt64(max(possibleCPUs, 1)), page: UInt64(max(pageSize, 1)))
    switch type {
    case .array, .percpuArray: self = shape.array(isPerCPU: type == .percpuArray)
    case .progArray, .perfEventArray, .cgroupArray, .arrayOfMaps: self = shape.pointers(fixed: 312)
    case .devmap: self = shape.pointers(fixed: 344)
    case .sockmap: self = shape.pointers(fixed: 376)
    case .cpumap, .xskmap: self = shape.pointers(fixed: 304)
    case .reuseportSockarray: self = shape.pointers(fixed: 296)
    case .hash, .percpuHash: self = shape.hash(isPerCPU: type == .percpuHash)
    case .lruHash, .lruPercpuHash: self = shape.leastRecentlyUsedHash(isPerCPU: type == .lruPercpuHash)
    case .hashOfMaps: self = shape.hashOfMaps()
    case .devmapHash: self = shape.buckets(fixed: 344, bucket: 8, entry: 64)
    case .sockhash: self = shape.buckets(fixed: 384, bucket: 16, entry: Saturating.sum(48, UInt64(keySize)))
    case .lpmTrie: self = shape.trie()
    case .queue, .stack: self = shape.queue()
    case .stackTrace: self = shape.stackTrace()
    case .bloomFilter: self = shape.bloomFilter(hashes: extra & 0xf)
    case .ringbuf, .userRingbuf: self = shape.ringBuffer()
    case .arena: self = shape.arena()
    case .structOps: self = shape.structOps()
    case .skStorage, .inodeStorage, .taskStorage, .cgrpStorage: self = shape.localStorage()
    default: self = shape.unknown()
    }
  }

  init(atCreation: UInt64, whenFull: UInt64) {
    self.atCreation = atCreation
    self.whenFull = max(atCreation, whenFull)
  }

  /// Memory that does not grow.
  init(fixed: UInt64) { self.init(atCreation: fixed, whenFull: fixed) }

  /// Both sums.
  public static func + (left: MapMemory, right: MapMemory) -> MapMemory {
    MapMemory(
      atCreation: Saturating.sum(left.atCreation, right.atCreation),
      whenFull: Saturating.sum(left.whenFull, right.whenFull))
  }
}

extension MapDefinition {
  /// The bytes that the map will take. For a map of maps, one inner map at creation (the template that libbpf makes),
  /// and one for each entry when full.
  public func memory(possibleCPUs: Int, pageSize: Int) -> MapMemory {
    // bpf_object__create_map: a perf_event_array without a size gets one entry for each CPU.
    let entries = type == .perfEventArray && maxEntries == 0 ? UInt32(clamping: possibleCPUs) : maxEntries
    let own = MapMemory(
      type: type, keySize: keySize, valueSize: valueSize, maxEntries: entries, flags: flags, extra: extra,
      possibleCPUs: possibleCPUs, pageSize: pageSize)
    guard let inner else { return own }
    let template = MapMemory(
      type: inner.type, keySize: inner.keySize, valueSize: inner.valueSize, maxEntries: inner.maxEntries,
      flags: inner.flags, extra: inner.extra, possibleCPUs: possibleCPUs, pageSize: pageSize)
    return own
      + MapMemory(
        atCreation: template.atCreation, whenFull: Saturating.product(template.whenFull, UInt64(maxEntries)))
  }
}
