@testable import LiveKernel

/// Made-up files below `/sys/bus/event_source/devices`.
enum EventTree {
  /// Devices with these files: their paths and texts.
  static func devices(_ files: [String: String]) -> EventDevices {
    EventDevices(files: .made(files.map { (EventDevices.directory + "/" + $0, $1 + "\n") }))
  }

  /// A virtual machine without counters, as most of them are.
  static let virtual = [
    "msr/type": "9", "msr/events/tsc": "event=0x00", "msr/format/event": "config:0-63", "software/type": "1",
  ]
  /// A machine of AMD's as it is.
  static let bare = virtual.merging([
    "msr/events/aperf": "event=0x01", "msr/events/mperf": "event=0x02", "msr/events/irperf": "event=0x05",
    "cpu/type": "4", "cpu/events/cpu-cycles": "event=0x76", "cpu/format/event": "config:0-7,32-35",
    "cpu/format/umask": "config:8-15", "cpu/format/inv": "config:23", "cpu/format/ldlat": "config1:0-15",
    "cpu/events/wide": "event=0x1c2,umask=0x03,inv", "cpu/events/slow": "event=1", "cpu/events/slow.scale": "2.5e-3",
  ]) { $1 }
  /// A machine with two kinds of cores.
  static let hybrid = virtual.merging([
    "cpu_core/type": "4", "cpu_core/cpus": "0-3", "cpu_core/events/slots": "event=0x0,umask=0x4",
    "cpu_core/format/event": "config:0-7", "cpu_core/format/umask": "config:8-15",
    "cpu_atom/type": "10", "cpu_atom/cpus": "4-7", "cpu_atom/format/event": "config:0-7",
    "uncore_imc/type": "20", "uncore_imc/cpumask": "0",
  ]) { $1 }
}
