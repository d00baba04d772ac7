/// A source of events as the kernel shows it in `/sys/bus/event_source/devices`
/// (Documentation/ABI/testing/sysfs-bus-event_source-devices-*).
struct EventDevice {
  /// The directory's name: `cpu`, `msr`.
  var name: String
  /// The number for `perf_event_attr.type`.
  var type: UInt32
  /// The processors whose own counters these are; nil for a source that is the same on all of them.
  var cpus: CPUList?
  private let directory: String
  private let files: SystemTree

  /// Reads a device; nil when there is none of that name.
  init?(_ name: String, in devices: String, files: SystemTree) {
    let directory = devices + "/" + name
    guard !name.contains("/"), let text = files.text(directory + "/type"),
      let type = UInt32(text.prefix { !$0.isWhitespace })
    else { return nil }
    self.name = name
    self.type = type
    self.directory = directory
    self.files = files
    cpus = files.text(directory + "/cpus").flatMap(CPUList.init)
  }

  /// The names of its events: those of files beside them - `.scale`, `.unit` - left out.
  var events: [String] { files.entries(directory + "/events").filter { !$0.contains(".") }.sorted() }

  /// An event by its name or by terms such as `event=0x3c,umask=1`. Nil when the device has no such file as a single name
  /// says.
  func event(_ terms: String) throws(CounterRefusal) -> CounterEvent? {
    let full = "\(name)/\(terms)"
    var event = CounterEvent(name: full, type: type, config: 0)
    var written = terms
    if !terms.contains("="), !terms.contains(",") {
      if let text = terms.contains("/") ? nil : files.text(directory + "/events/" + terms) {
        guard files.text(directory + "/events/" + terms + ".scale") == nil else {
          throw CounterRefusal(full, .unknown("it counts in fractions of a unit and for the whole processor"))
        }
        written = text
      } else if files.text(directory + "/format/" + terms) == nil {
        return nil
      }
    }
    for term in written.split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
      let halves = term.split(separator: "=", maxSplits: 1)
      guard let field = halves.first else { continue }
      let text = halves.dropFirst().first ?? "1"
      guard let value = Self.number(text) else {
        throw CounterRefusal(full, .unknown("\(field) wants a number, not \(text)"))
      }
      try set(String(field), to: value, of: &event)
    }
    return event
  }

  /// A number in C's notation.
  private static func number(_ text: Substring) -> UInt64? {
    text.hasPrefix("0x") ? UInt64(text.dropFirst(2), radix: 16) : UInt64(text)
  }

  /// Puts a value where the device's `format` says that the field lies: `config:0-7,32-35`.
  private func set(_ field: String, to value: UInt64, of event: inout CounterEvent) throws(CounterRefusal) {
    let text: String
    switch field {
    case "config", "config1", "config2": text = "\(field):0-63"
    default:
      guard !field.contains("/"), let found = files.text(directory + "/format/" + field) else {
        throw CounterRefusal(event.name, .unknown("\(name) events have no field \(field)"))
      }
      text = found
    }
    let halves = text.split(separator: ":", maxSplits: 1)
    guard halves.count == 2, let bits = CPUList(String(halves[1]))?.numbers, bits.allSatisfy({ $0 < 64 }) else {
      throw CounterRefusal(event.name, .unknown("the kernel describes the field \(field) in an unknown way"))
    }
    guard bits.count >= 64 || value >> UInt64(bits.count) == 0 else {
      throw CounterRefusal(event.name, .unknown("\(field) has \(bits.count) bits: \(value) does not fit"))
    }
    var scattered: UInt64 = 0
    for (index, bit) in bits.enumerated() where value >> UInt64(index) & 1 == 1 { scattered |= 1 << UInt64(bit) }
    switch halves[0] {
    case "config": event.config |= scattered
    case "config1": event.config1 |= scattered
    case "config2": event.config2 |= scattered
    default: throw CounterRefusal(event.name, .unknown("the field \(field) lies in \(halves[0])"))
    }
  }
}
