import CLibbpf
import Glibc
import KernelFacts

/// How a map becomes what it was when the object had just been loaded.
///
/// Only where that is certain: what a map remembers beside its entries - the order of an LRU, the place of a queue's
/// ends, a timer - cannot be put back, and such a map is made anew with its object.
struct MapRenewal {
  private enum Way {
    /// Programs cannot change it.
    case untouched
    /// Its entries are written back.
    case rewrite(Image)
    /// Its entries are deleted.
    case clear
    /// What nobody took from it is dropped: that happens elsewhere, and records are all that it holds.
    case events
    /// The programs in it are put back.
    case programs([Int: CInt])
    /// It cannot be put back.
    case never
  }

  /// An array's entries as they were.
  private struct Image {
    var keys: [UInt8]
    var values: [UInt8]
    var count: Int
  }

  let map: LoadedMap
  private let way: Way

  /// `BPF_F_RDONLY_PROG` (include/uapi/linux/bpf.h).
  static let readOnlyForPrograms: UInt32 = 1 << 7
  /// `BPF_F_RDONLY` (include/uapi/linux/bpf.h): for system calls.
  static let readOnlyForUsers: UInt32 = 1 << 3
  /// Arrays of more bytes are made anew: writing them back takes longer.
  private static let mostImageBytes = 1 << 20
  private static let mostImageEntries = 1 << 14

  /// - Parameters:
  ///   - hasManagedFields: whether values may hold what the kernel manages: timers, lists, pointers to its objects.
  ///   - programs: the descriptors of programs that the object itself put into a map of programs, by index.
  init(_ map: LoadedMap, hasManagedFields: Bool, programs: [Int: CInt]) {
    self.map = map
    way = Self.way(map, hasManagedFields: hasManagedFields, programs: programs)
  }

  /// Whether it can be put back at all.
  var isCertain: Bool { if case .never = way { false } else { true } }

  private static func way(_ map: LoadedMap, hasManagedFields: Bool, programs: [Int: CInt]) -> Way {
    let isReadOnly = map.flags & readOnlyForPrograms != 0
    switch map.type {
    case .array where isReadOnly && map.isInternal: return .untouched
    case .array, .percpuArray:
      guard !hasManagedFields, let image = image(of: map) else { return .never }
      return .rewrite(image)
    case .hash, .percpuHash, .lpmTrie: return hasManagedFields ? .never : .clear
    case .stackTrace: return .clear
    case .ringbuf, .perfEventArray: return .events
    case .progArray: return .programs(programs)
    case .arrayOfMaps, .hashOfMaps, .devmap, .devmapHash, .cpumap, .xskmap, .cgroupArray, .reuseportSockarray,
      .structOps:
      // Only system calls write them.
      return .untouched
    default: return .never
    }
  }

  /// The entries as they are now. Those of a map that the object declares are all 0.
  private static func image(of map: LoadedMap) -> Image? {
    let (bytes, overflow) = map.maxEntries.multipliedReportingOverflow(by: map.storedSize)
    guard !overflow, bytes <= mostImageBytes, map.maxEntries <= mostImageEntries else { return nil }
    var values = [UInt8](repeating: 0, count: bytes)
    if map.isInternal {
      var code: Int32 = 0
      guard let value = map.value(LoadedMap.index(0), &code) else { return nil }
      values = value
    }
    return Image(keys: (0..<map.maxEntries).flatMap { LoadedMap.index($0) }, values: values, count: map.maxEntries)
  }

  /// Puts the map back after a case; returns whether it certainly is as it was.
  /// - Parameters:
  ///   - programsRan: whether a program ran that may have written it.
  ///   - keys: what the case itself wrote or deleted.
  func renew(programsRan: Bool, keys: [[UInt8]]) -> Bool {
    guard programsRan || !keys.isEmpty else { return true }
    switch way {
    case .untouched: return keys.isEmpty
    case .events: return keys.isEmpty
    case .never: return false
    case .clear: return map.clear()
    case .rewrite(let image): return write(image)
    case .programs(let programs): return keys.allSatisfy { put(back: $0, programs) }
    }
  }

  private func write(_ image: Image) -> Bool {
    if image.count == 1 { return map.put(image.keys, image.values) == 0 }
    var count = UInt32(image.count)
    // Since 5.6; per-CPU arrays since 5.13.
    if unsafe bpf_map_update_batch(map.descriptor, image.keys, image.values, &count, nil) == 0,
      count == UInt32(image.count)
    {
      return true
    }
    let size = map.storedSize
    return (0..<image.count).allSatisfy { index in
      map.put(LoadedMap.index(index), Array(image.values[index * size..<(index + 1) * size])) == 0
    }
  }

  private func put(back key: [UInt8], _ programs: [Int: CInt]) -> Bool {
    let index = key.enumerated().reduce(0) { $0 | Int($1.element) << (8 * $1.offset) }
    guard let program = programs[index] else {
      let code = map.delete(key)
      return code == 0 || code == ENOENT
    }
    return unsafe map.put(key, withUnsafeBytes(of: program) { unsafe Array($0) }) == 0
  }

  /// Structures that the kernel manages inside of values: kernel/bpf/btf.c, `btf_get_field_type`; pointers to kernel
  /// objects carry one of the tags.
  static let managedTypes: Set<String> = [
    "bpf_timer", "bpf_wq", "bpf_task_work", "bpf_list_head", "bpf_list_node", "bpf_rb_root", "bpf_rb_node",
    "bpf_refcount",
  ]
  /// Tags of pointers that the kernel manages inside of values.
  static let managedTags: Set<String> = ["kptr", "kptr_untrusted", "kptr_ref", "percpu_kptr", "uptr"]
}
