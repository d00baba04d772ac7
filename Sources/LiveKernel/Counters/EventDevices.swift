/// The sources of events that this kernel shows.
struct EventDevices {
  /// Where it shows them.
  static let directory = "/sys/bus/event_source/devices"

  var files = SystemTree.host

  /// One by its name.
  func device(_ name: String) -> EventDevice? { EventDevice(name, in: Self.directory, files: files) }

  /// All of them, by name.
  var all: [EventDevice] { files.entries(Self.directory).sorted().compactMap { device($0) } }

  /// An event that a device names; nil when there is none.
  func event(_ event: String, of name: String) -> CounterEvent? {
    // A description that cannot be read is no event to fall back on.
    (try? device(name)?.event(event)) ?? nil
  }

  /// Devices that are some processors' own counters: `cpu_core` and `cpu_atom`, or one for each kind of ARM core. Fewer than
  /// two where all processors are alike. Uncore devices have a `cpumask` instead.
  var kinds: [EventDevice] {
    let own = all.filter { $0.cpus != nil }
    return own.count > 1 ? own : []
  }

  /// The same event as a processor's own kind counts it, where there are several kinds: an event that is left general would
  /// be counted on whichever kind the kernel asks first. Perf takes the kind in the upper half of `config`
  /// (include/uapi/linux/perf_event.h: `PERF_PMU_TYPE_SHIFT`), and raw events by the kind's type.
  func event(_ event: CounterEvent, on cpu: Int?) throws(CounterRefusal) -> CounterEvent {
    // One with a kind in it has been chosen.
    guard event.type == 4 || (event.type == 0 || event.type == 3) && event.config >> 32 == 0 else { return event }
    let kinds = kinds
    guard !kinds.isEmpty else { return event }
    guard let cpu, let kind = kinds.first(where: { $0.cpus?.contains(cpu) == true }) else {
      throw CounterRefusal(
        event.name,
        .unknown(
          "\(kinds.map(\.name).joined(separator: " and ")) count it apart, and "
            + (cpu.map { "neither is of processor \($0)" } ?? "no processor is chosen")))
    }
    var own = event
    own.name = "\(kind.name)/\(event.name)"
    if event.type == 4 { own.type = kind.type } else { own.config |= UInt64(kind.type) << 32 }
    return own
  }
}
