import Glibc
import KernelFacts

/// What is wrong with a map that the kernel refuses, where its declaration tells.
struct MapComplaint {
  /// The map as it was to be created: its declaration, and what was set since.
  let settings: MapSettings

  init(_ map: MapHandle) {
    settings = MapSettings(
      type: map.type, keySize: map.keySize, valueSize: map.valueSize, maxEntries: map.maxEntries, flags: map.flags)
  }

  /// The first release of the kernel with the map's type, where the running one is older.
  func missingSince(_ kernel: KernelVersion?) -> KernelVersion? {
    guard let kernel, let since = settings.type.facts?.since, kernel < since else { return nil }
    return since
  }

  /// The rule that the settings break, in words; nil when they break none that is known.
  var rule: String? { settings.fault(pageSize: UInt32(clamping: sysconf(Int32(_SC_PAGESIZE))))?.words }
}
