/// A map's sizes, and the kernel's rules for what they take. The fixed numbers are the sizes of the kernel's own structs.
struct MapShape {
  let key: UInt64
  let value: UInt64
  let entries: UInt64
  let flags: UInt32
  let cpus: UInt64
  let page: UInt64

  private var isPreallocated: Bool { flags & MapFlag.noPreallocation == 0 }
  private var roundedValue: UInt64 { Saturating.roundedUp(value, to: 8) }
  /// Space for `entries` things of a size.
  private func space(_ each: UInt64) -> UInt64 { Saturating.product(entries, each) }

  /// arraymap.c, `array_map_mem_usage`: a mappable one is in whole pages.
  func array(isPerCPU: Bool) -> MapMemory {
    if isPerCPU {
      return MapMemory(fixed: Saturating.sum(312, space(8), Saturating.product(entries, roundedValue, cpus)))
    }
    let values = space(roundedValue)
    guard flags & MapFlag.mappable != 0 else { return MapMemory(fixed: Saturating.sum(312, values)) }
    return MapMemory(
      fixed: Saturating.sum(Saturating.roundedUp(312, to: page), Saturating.roundedUp(values, to: page)))
  }

  /// arraymap.c, devmap.c, cpumap.c, sock_map.c, xskmap.c, reuseport_array.c: a pointer for each entry.
  func pointers(fixed: UInt64) -> MapMemory { MapMemory(fixed: Saturating.sum(fixed, space(8))) }

  /// hashtab.c, `htab_map_mem_usage`: buckets, and elements with their key and value, or a pointer to the per-CPU values.
  /// Without per-CPU values an element for each CPU is kept in reserve.
  func hash(isPerCPU: Bool) -> MapMemory {
    let perCPU = isPerCPU ? Saturating.product(roundedValue, cpus) : 0
    let element = Saturating.sum(48, Saturating.roundedUp(key, to: 8), isPerCPU ? 8 : roundedValue)
    let empty = Saturating.sum(Self.hashTable, Saturating.product(Saturating.powerOf2(entries), 16))
    let reserve = isPerCPU ? 0 : Saturating.product(cpus, Saturating.sum(element, 8))
    let full = Saturating.sum(empty, space(Saturating.sum(element, perCPU)), isPreallocated ? reserve : 0)
    return MapMemory(atCreation: isPreallocated ? full : empty, whenFull: full)
  }

  /// hashtab.c: always preallocated; lists of their own for each CPU (`BPF_F_NO_COMMON_LRU`) round the entries up to a
  /// multiple of the CPUs.
  func leastRecentlyUsedHash(isPerCPU: Bool) -> MapMemory {
    let entries = flags & MapFlag.noCommonLRU != 0 ? Saturating.roundedUp(entries, to: cpus) : entries
    let perCPU = isPerCPU ? Saturating.product(roundedValue, cpus) : 0
    let element = Saturating.sum(48, Saturating.roundedUp(key, to: 8), isPerCPU ? 8 : roundedValue, perCPU)
    return MapMemory(
      fixed: Saturating.sum(
        Self.hashTable, Saturating.product(Saturating.powerOf2(entries), 16), Saturating.product(entries, element)))
  }

  /// hashtab.c: elements with a pointer to the inner map.
  func hashOfMaps() -> MapMemory {
    let element = Saturating.sum(48, Saturating.roundedUp(key, to: 8), 8)
    let empty = Saturating.sum(Self.hashTable, Saturating.product(Saturating.powerOf2(entries), 16))
    let full = Saturating.sum(empty, space(element), isPreallocated ? Saturating.product(cpus, 8) : 0)
    return MapMemory(atCreation: isPreallocated ? full : empty, whenFull: full)
  }

  /// devmap.c and sock_map.c: buckets, and elements as they come.
  func buckets(fixed: UInt64, bucket: UInt64, entry: UInt64) -> MapMemory {
    let empty = Saturating.sum(fixed, Saturating.product(Saturating.powerOf2(entries), bucket))
    return MapMemory(atCreation: empty, whenFull: Saturating.sum(empty, space(entry)))
  }

  /// lpm_trie.c, `trie_mem_usage`: nodes as they come, and up to one node between each two.
  func trie() -> MapMemory {
    // The key's first 4 bytes are the prefix length, which nodes hold apart.
    let node = Saturating.sum(24, key > 4 ? key - 4 : 0, value)
    return MapMemory(atCreation: 400, whenFull: Saturating.sum(400, Saturating.product(2, space(node))))
  }

  /// queue_stack_maps.c: one place more than entries.
  func queue() -> MapMemory {
    MapMemory(fixed: Saturating.sum(312, Saturating.product(Saturating.sum(entries, 1), value)))
  }

  /// stackmap.c, `stack_map_mem_usage`.
  func stackTrace() -> MapMemory {
    MapMemory(
      fixed: Saturating.sum(
        320, Saturating.product(Saturating.powerOf2(entries), 8), space(Saturating.sum(16, value))))
  }

  /// bloom_filter.c, `bloom_map_alloc`: entries x hashes / ln 2 bits, as 7/5, up to a power of 2 and at most 2^32.
  func bloomFilter(hashes: UInt64) -> MapMemory {
    let bits = Saturating.product(entries, hashes == 0 ? 5 : hashes, 7) / 5
    let bytes = max(min(Saturating.powerOf2(bits), 1 << 32) / 8, 8)
    return MapMemory(fixed: Saturating.sum(312, bytes))
  }

  /// ringbuf.c, `ringbuf_map_mem_usage`: the data's pages, three of positions and locks, and an array of pointers in
  /// which the data's pages stand twice.
  func ringBuffer() -> MapMemory {
    let pages = entries / page
    return MapMemory(
      fixed: Saturating.sum(
        304, Saturating.product(Saturating.sum(pages, 3), page), Saturating.product(Saturating.sum(3, pages, pages), 8))
    )
  }

  /// arena.c: entries are pages, allocated as they are asked for.
  func arena() -> MapMemory { MapMemory(atCreation: 400, whenFull: Saturating.sum(400, space(page))) }

  /// bpf_struct_ops.c: the value twice (ours and the kernel's), and a page of trampolines, which may become more.
  func structOps() -> MapMemory {
    MapMemory(fixed: Saturating.sum(512, Saturating.product(2, roundedValue), page))
  }

  /// bpf_local_storage.c: buckets for the CPUs; the values belong to what they are beside.
  func localStorage() -> MapMemory {
    MapMemory(fixed: Saturating.sum(448, Saturating.product(max(Saturating.powerOf2(cpus), 2), 16)))
  }

  /// A type of a newer kernel: keys and values for each entry.
  func unknown() -> MapMemory {
    MapMemory(fixed: Saturating.sum(512, space(Saturating.sum(Saturating.roundedUp(key, to: 8), roundedValue))))
  }

  /// `struct bpf_htab` with its locks.
  private static let hashTable: UInt64 = 896
}
