import Glibc
import KernelFacts

/// What is wrong with a map that the kernel refuses, where its declaration tells. Rules of kernel/bpf, each type's
/// `map_alloc_check` or `map_alloc`.
struct MapComplaint {
  let type: MapType
  let keySize: UInt32
  let valueSize: UInt32
  let maxEntries: UInt32
  let flags: UInt32

  init(_ map: MapHandle) {
    type = map.type
    keySize = map.keySize
    valueSize = map.valueSize
    maxEntries = map.maxEntries
    flags = map.flags
  }

  /// The first release of the kernel with the map's type, where the running one is older.
  func missingSince(_ kernel: KernelVersion?) -> KernelVersion? {
    guard let kernel, let since = type.facts?.since, kernel < since else { return nil }
    return since
  }

  /// The rule that the declaration breaks, in words; nil when it breaks none of these.
  var rule: String? {
    let traits = type.facts?.traits ?? []
    if traits.contains(.ringBuffer) {
      let page = UInt32(clamping: sysconf(Int32(_SC_PAGESIZE)))
      if maxEntries == 0 || maxEntries & (maxEntries - 1) != 0 || maxEntries % page != 0 {
        return
          "max_entries of \(type.name) maps is a size in bytes, a power of 2 and a multiple of \(page), not \(maxEntries)"
      }
      if keySize != 0 || valueSize != 0 { return "\(type.name) maps have no keys and no values" }
      return nil
    }
    if traits.contains(.localStorage) {
      if type.name.hasSuffix("cgroup_storage") { return nil }
      if maxEntries != 0 { return "max_entries of \(type.name) maps is 0, not \(maxEntries)" }
      // include/uapi/linux/bpf.h: BPF_F_NO_PREALLOC.
      if flags & 1 == 0 { return "\(type.name) maps need the flag BPF_F_NO_PREALLOC" }
      return keySize == 4 ? nil : "keys of \(type.name) maps have 4 bytes, not \(keySize)"
    }
    switch type {
    case .array, .percpuArray, .progArray, .perfEventArray, .cgroupArray, .arrayOfMaps, .devmap, .cpumap, .xskmap,
      .sockmap, .reuseportSockarray, .stackTrace:
      return keySize == 4 ? nil : "keys of \(type.name) maps have 4 bytes, not \(keySize)"
    case .queue, .stack, .bloomFilter:
      return keySize == 0 ? nil : "\(type.name) maps have no keys"
    case .lpmTrie:
      return flags & 1 == 0 ? "lpm_trie maps need the flag BPF_F_NO_PREALLOC" : nil
    case .hash, .percpuHash, .lruHash, .lruPercpuHash, .hashOfMaps:
      return keySize == 0 ? "\(type.name) maps need a key" : nil
    default: return nil
    }
  }
}
