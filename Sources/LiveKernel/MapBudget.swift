import Glibc
import BPFObject
import CLibbpf
import Jobs
import KernelFacts

/// The memory that an object's maps would take, computed before any of them is made: a map of 2^31 entries must not take
/// the machine down.
struct MapBudget {
  /// The most that all maps together may take when they are full, in bytes.
  let limit: UInt64

  private let possibleCPUs = max(1, Int(libbpf_num_possible_cpus()))
  private let pageSize = max(1, sysconf(Int32(_SC_PAGESIZE)))

  init(limit: UInt64) { self.limit = limit }

  /// Refuses the object when its maps need more.
  func check(_ maps: [MapHandle]) throws(Refusal) {
    var total: UInt64 = 0
    var largest: (name: String, bytes: UInt64) = ("", 0)
    for map in maps where map.isCreated {
      let bytes = self.bytes(of: map)
      total = Self.sum(total, bytes)
      if bytes > largest.bytes { largest = (map.name, bytes) }
    }
    guard total > limit else { return }
    let whole =
      total > largest.bytes
      ? "map \(largest.name) would take \(largest.bytes) bytes of \(total) in all"
      : "map \(largest.name) would take \(total) bytes"
    throw .loader(
      "\(whole); \(limit) are allowed",
      advice: "Allow more with --map-memory, or make it smaller with --set-map \(largest.name).max_entries=N.")
  }

  /// What the map takes when it is made, and its template, which libbpf makes for the time of the load.
  private func bytes(of map: MapHandle) -> UInt64 {
    let own = MapMemory(
      type: map.type, keySize: map.keySize, valueSize: map.valueSize, maxEntries: map.maxEntries, flags: map.flags,
      extra: map.extra, possibleCPUs: possibleCPUs, pageSize: pageSize)
    guard let inner = map.innerTemplate else { return own.atCreation }
    let template = MapMemory(
      type: inner.type, keySize: inner.keySize, valueSize: inner.valueSize, maxEntries: inner.maxEntries,
      flags: inner.flags, possibleCPUs: possibleCPUs, pageSize: pageSize)
    return Self.sum(own.atCreation, template.atCreation)
  }

  private static func sum(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let sum = left.addingReportingOverflow(right)
    return sum.overflow ? .max : sum.partialValue
  }
}
