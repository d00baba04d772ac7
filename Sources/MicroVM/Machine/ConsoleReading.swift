/// What a machine's console says of why it went down.
struct ConsoleReading {
  /// The last lines, for people.
  var lines: [String] { Array(all.suffix(10)) }
  /// Whether it said nothing.
  var isEmpty: Bool { all.isEmpty }
  private let all: [String]

  private static let signs: [(sign: String, meaning: String, advice: String?)] = [
    ("IO-APIC + timer doesn't work", "the kernel found no timer: the machine that it runs on is too busy", nil),
    ("System is deadlocked on memory", "the machine ran out of memory", "Give smaller maps: --set-map, --map-memory."),
    ("Out of memory", "the machine ran out of memory", "Give smaller maps: --set-map, --map-memory."),
    ("No working init found", "the kernel takes no initramfs", "It needs CONFIG_BLK_DEV_INITRD and CONFIG_BINFMT_ELF."),
    ("Unable to mount root fs", "the kernel takes no initramfs", "It needs CONFIG_BLK_DEV_INITRD."),
    ("no reply line", "the kernel drives no second serial line", "It needs CONFIG_SERIAL_8250 with two ports."),
    ("there are no orders", "its first process cannot read its jobs", "It needs CONFIG_X86_IOPORT_PERM."),
    ("Attempted to kill init", "the worker died as the machine's first process", nil),
    ("Kernel panic", "its kernel panicked", nil),
    ("invalid kernel header", "QEMU takes the image for no kernel", nil),
    ("could not load kernel", "QEMU cannot load the image", nil),
    ("Cannot allocate memory", "QEMU got no memory from this machine", "Run fewer at once: --jobs 1."),
  ]

  /// Reads the end of a console.
  init(_ lines: [String]) { all = lines }

  /// The most telling sign; nil when there is none.
  var cause: (meaning: String, advice: String?)? {
    for (sign, meaning, advice) in Self.signs where all.contains(where: { $0.contains(sign) }) {
      return (meaning, advice)
    }
    return nil
  }
}
