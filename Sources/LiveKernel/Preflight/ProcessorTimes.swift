/// What a processor did since the machine started, in ticks of 10 ms: a line of `/proc/stat`
/// (Documentation/filesystems/proc.rst, 1.7).
struct ProcessorTimes: Hashable, Sendable {
  /// All ticks but those of guests, which are in those of users, too.
  var total: UInt64
  /// Ticks without work.
  var idle: UInt64
  /// Ticks that a hypervisor gave to others.
  var stolen: UInt64

  /// The lines by processor; nil is all of them.
  static func read(_ stat: String) -> [Int?: ProcessorTimes] {
    var all: [Int?: ProcessorTimes] = [:]
    for line in stat.split(separator: "\n") where line.hasPrefix("cpu") {
      let words = line.split(separator: " ")
      let fields = words.dropFirst().compactMap { UInt64($0) }
      guard fields.count >= 8 else { continue }
      let times = ProcessorTimes(
        total: fields[..<8].reduce(0, &+), idle: fields[3] &+ fields[4], stolen: fields[7])
      let number = words[0].dropFirst(3)
      if number.isEmpty { all[Int?.none] = times } else if let cpu = Int(number) { all[cpu] = times }
    }
    return all
  }

  /// What it did since earlier times.
  func since(_ earlier: ProcessorTimes) -> ProcessorTimes {
    // The kernel lets idle and waiting ticks run backwards at times.
    func grown(_ later: UInt64, _ earlier: UInt64) -> UInt64 { later > earlier ? later - earlier : 0 }
    return ProcessorTimes(
      total: grown(total, earlier.total), idle: grown(idle, earlier.idle), stolen: grown(stolen, earlier.stolen))
  }

  /// The part of the ticks that were stolen, in percent.
  var stolenPercent: Double { total == 0 ? 0 : Double(stolen) * 100 / Double(total) }

  /// The part of the ticks that had work, in percent.
  var busyPercent: Double { total == 0 ? 0 : Double(total - min(idle, total)) * 100 / Double(total) }
}
