import Glibc
import Jobs
import KernelFacts

/// What is changed in an opened object so that it loads without its own loader, and what the user asked to be changed.
///
/// libbpf gives a map's sizes and pinning only through calls between open and load; a loader that sets them there leaves
/// zeros in the file.
struct ObjectFixups {
  /// What was done, in order.
  private(set) var applied: [Fixup] = []
  /// Templates of maps of maps, to be kept open until the object is loaded.
  private let templates = DescriptorSet()

  /// Applies the user's sizes and values, then fills what is still empty.
  init(to object: borrowing ObjectHandle, for job: VerifyJob) throws(Refusal) {
    let maps = object.maps
    for override in job.mapOverrides { try apply(override, to: maps) }
    for map in maps {
      if map.isToBePinned {
        map.clearPinPath()
        applied.append(.unpinned(map: map.name))
      }
      guard map.isCreated else { continue }
      fillSizes(of: map)
    }
    try MapBudget(limit: job.mapMemoryLimit).check(maps)
    for map in maps where map.isCreated { try giveTemplate(to: map) }
    for value in job.initialValues { try put(value, into: maps) }
  }

  private mutating func apply(_ override: MapOverride, to maps: [MapHandle]) throws(Refusal) {
    guard let map = maps.first(where: { $0.name == override.map }) else {
      let names = maps.filter { !$0.isInternal }.map(\.name).joined(separator: ", ")
      throw .loader(
        "the object has no map \(override.map) to set \(override.field.rawValue) of",
        advice: names.isEmpty ? "The object has no maps." : "Its maps are: \(names).")
    }
    let code =
      switch override.field {
      case .maxEntries: map.setMaxEntries(override.value)
      case .keySize: map.setKeySize(override.value)
      case .valueSize: map.setValueSize(override.value)
      }
    guard code == 0 else {
      throw .loader(
        "\(override.field.rawValue) of map \(override.map) cannot be set to \(override.value)", errno: code)
    }
    applied.append(.mapOverride(map: override.map, field: override.field.rawValue, value: override.value))
  }

  private mutating func fillSizes(of map: MapHandle) {
    if map.maxEntries == 0, let entries = Self.entries(for: map.type) {
      guard map.setMaxEntries(entries) == 0 else { return }
      applied.append(.mapEntries(map: map.name, entries: entries))
    }
    if map.type == .stackTrace, map.valueSize == 0 {
      // PERF_MAX_STACK_DEPTH addresses: what the kernel takes without a sysctl.
      let bytes: UInt32 = 127 * 8
      guard map.setValueSize(bytes) == 0 else { return }
      applied.append(.stackTraceValueSize(map: map.name, bytes: bytes))
    }
  }

  /// The least that the kernel takes for a map whose loader sets `max_entries`; nil where 0 is right, or where libbpf
  /// fills it in.
  static func entries(for type: MapType) -> UInt32? {
    let traits = type.facts?.traits ?? []
    if traits.contains(.localStorage) || type == .perfEventArray || type == .structOps { return nil }
    return traits.contains(.ringBuffer) ? UInt32(clamping: sysconf(Int32(_SC_PAGESIZE))) : 1
  }

  /// Makes the inner map of a map of maps whose template leaves `max_entries` to its loader. The template itself is
  /// never changed: libbpf 1.1 crashes in `bpf_map__set_max_entries` of an inner map.
  private mutating func giveTemplate(to map: MapHandle) throws(Refusal) {
    guard map.type == .arrayOfMaps || map.type == .hashOfMaps, let template = map.innerTemplate,
      template.maxEntries == 0, let entries = Self.entries(for: template.type)
    else { return }
    do throws(KernelError) {
      let inner = try template.create(entries: entries, for: map.name)
      let code = map.setInnerMap(inner)
      guard code == 0 else { throw KernelError(.createMap, "inner of \(map.name)", code: code) }
      templates.add(inner)
    } catch {
      throw RefusalReason.ofMap(error)
    }
    applied.append(.innerMapTemplate(map: map.name))
  }

  private func put(_ value: InitialValue, into maps: [MapHandle]) throws(Refusal) {
    let map = maps.first { $0.holds(section: value.section) }
    guard let map else {
      throw .loader("the object has no section \(value.section) to set variables in")
    }
    guard map.setInitialBytes(value.bytes, at: value.offset) else {
      throw .loader(
        "\(value.bytes.count) bytes at offset \(value.offset) lie outside section \(value.section)",
        advice: "The object and the values given for it do not belong together.")
    }
  }
}
