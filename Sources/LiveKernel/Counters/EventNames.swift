import Findings

/// Reads what the user calls an event, as `perf list` does: `cache-misses`, `L1-dcache-load-misses`, `cpu/event=0x3c/`,
/// `msr/tsc/`, `r1c2`, `sched:sched_switch`, each with `:u` or `:k` behind it. Whether the machine has it is told when it is
/// opened.
struct EventNames {
  var devices = EventDevices()
  /// The processor that the task is pinned to: where there are several kinds of them, its kind is meant.
  var cpu: Int?

  /// The event of a name. What it throws names it and says what is wrong.
  func event(_ text: String) throws(CounterRefusal) -> CounterEvent {
    let (name, modifiers) = Self.parts(text)
    var event: CounterEvent
    do throws(CounterRefusal) {
      event = try unmodified(name)
    } catch {
      throw CounterRefusal(text, error.reason)
    }
    for modifier in modifiers {
      switch modifier {
      case "u": event.excludesKernel = !modifiers.contains("k")
      case "k": event.excludesUser = !modifiers.contains("u")
      default:
        throw CounterRefusal(
          text, .unknown("\(modifier) is no modifier of a count: u is user space only, k the kernel only"))
      }
    }
    event.name = text
    return event
  }

  /// The name and the modifiers behind it: after a slash for a device's event, else after a colon.
  private static func parts(_ text: String) -> (name: String, modifiers: Substring) {
    if let end = text.lastIndex(of: "/"), text.firstIndex(of: "/") != end {
      let rest = text[text.index(after: end)...]
      return (String(text[..<end]), rest.hasPrefix(":") ? rest.dropFirst() : rest)
    }
    // A tracepoint has a colon of its own.
    guard let colon = text.lastIndex(of: ":") else { return (text, "") }
    let rest = text[text.index(after: colon)...]
    let isModifier = !rest.isEmpty && rest.count <= 3 && rest.allSatisfy { "ukhpGHPDSWI".contains($0) }
    return isModifier ? (String(text[..<colon]), rest) : (text, "")
  }

  private func unmodified(_ name: String) throws(CounterRefusal) -> CounterEvent {
    if let slash = name.firstIndex(of: "/") {
      return try ofDevice(String(name[..<slash]), String(name[name.index(after: slash)...]))
    }
    if name.contains(":") { return try tracepoint(name) }
    if let general = NamedEvents.event(name) { return try devices.event(general, on: cpu) }
    if name.hasPrefix("r"), name.count > 1, let config = UInt64(name.dropFirst(), radix: 16) {
      return try devices.event(CounterEvent(name: name, type: 4, config: config), on: cpu)
    }
    return try ofAnyDevice(name)
  }

  private func ofDevice(_ device: String, _ terms: String) throws(CounterRefusal) -> CounterEvent {
    let all = devices.all
    guard let source = all.first(where: { $0.name == device }) else {
      throw CounterRefusal(
        terms, .unknown("perf has no device \(device) here, but \(all.map(\.name).joined(separator: ", "))"))
    }
    if let event = try source.event(terms) { return event }
    // The general events of one kind of processors.
    if let cpus = source.cpus, let general = NamedEvents.event(terms), general.type == 0 || general.type == 3 {
      guard let cpu, cpus.contains(cpu) else {
        throw CounterRefusal(terms, .unknown("the measuring task does not run on a processor of \(device)"))
      }
      return try devices.event(general, on: cpu)
    }
    throw CounterRefusal(terms, .unknown("\(device) has no event \(terms)\(Self.hint(terms, source.events))"))
  }

  /// An event that a device names, without the device: perf takes those of the processor's own.
  private func ofAnyDevice(_ name: String) throws(CounterRefusal) -> CounterEvent {
    let having = devices.all.filter { $0.events.contains(name) }
    let own = having.filter { device in device.cpus.map { cpus in cpu.map(cpus.contains) ?? false } ?? true }
    guard own.count <= 1 else {
      throw CounterRefusal(
        name, .unknown("several devices have it: \(own.map { "\($0.name)/\(name)/" }.joined(separator: ", "))"))
    }
    if let event = try own.first?.event(name) { return event }
    guard having.isEmpty else {
      throw CounterRefusal(
        name, .unknown("only \(having.map(\.name).joined(separator: " and ")) has it, not the chosen processor"))
    }
    let names = NamedEvents.names + devices.all.flatMap(\.events)
    throw CounterRefusal(name, .unknown("perf has no event of that name here\(Self.hint(name, names))"))
  }

  private func tracepoint(_ name: String) throws(CounterRefusal) -> CounterEvent {
    let path = name.replacing(":", with: "/", maxReplacements: 1)
    let places = ["/sys/kernel/tracing", "/sys/kernel/debug/tracing"]
    guard !path.contains(".."),
      let id = places.lazy.compactMap({ devices.files.word("\($0)/events/\(path)/id") }).first.flatMap({ UInt64($0) })
    else {
      throw CounterRefusal(
        name, .unknown("tracefs shows no such tracepoint: there is none, or tracefs is not mounted or not readable"))
    }
    return CounterEvent(name: name, type: 2, config: id)
  }

  private static func hint(_ name: String, _ names: [String]) -> String {
    NearestName.to(name, among: names).map { "; did you mean \($0)?" } ?? ""
  }
}
