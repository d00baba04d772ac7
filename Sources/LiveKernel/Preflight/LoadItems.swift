import Jobs

/// Who else wants the processors.
struct LoadItems {
  let files: SystemTree
  /// How many there are.
  let processors: Int
  /// What all of them did since the machine started.
  let sinceBoot: ProcessorTimes?
  /// What they did in the last moment.
  let window: ProcessorTimes?

  /// Of the last minute; nil when it cannot be read.
  private var load: Double? { files.word("/proc/loadavg").flatMap(Double.init) }

  /// The part of the last ten seconds in which some task waited for a processor, in percent; nil when it is not kept.
  private var waiting: Double? {
    let line = files.text("/proc/pressure/cpu")?.split(separator: "\n").first { $0.hasPrefix("some ") }
    return line?.split(separator: " ").first { $0.hasPrefix("avg10=") }.flatMap { Double($0.dropFirst(6)) }
  }

  /// Whether more tasks want processors than there are. Pressure is of now, and counts before the load of a minute.
  var isLoaded: Bool { waiting.map { $0 > 20 } ?? ((load ?? 0) > Double(processors)) }

  var steal: Survey.Item {
    let name = "nothing stolen"
    guard let sinceBoot, let window else {
      return Survey.Item(name, .partly, detail: "/proc/stat cannot be read: no clock here sees stolen time")
    }
    let since = "\(ProcessorItems.tenths(sinceBoot.stolenPercent)) % since the machine started"
    guard window.stolen > 0 else {
      return Survey.Item(name, .yes, detail: "no processor time went to others just now, \(since)")
    }
    return Survey.Item(
      name, .no,
      detail:
        "\(ProcessorItems.tenths(window.stolenPercent)) % of the processors' time went to other machines just now, "
        + "\(since): bursts read too long, and no clock can tell", remedy: "measure again when the host has less to do")
  }

  var pressure: Survey.Item {
    let name = "processors free"
    guard let waiting else {
      return Survey.Item(name, .partly, detail: "the kernel keeps no figures of tasks that wait (CONFIG_PSI)")
    }
    let text = "\(ProcessorItems.tenths(waiting)) % of the last 10 s some task waited for a processor"
    guard waiting > 20 else { return Survey.Item(name, .yes, detail: text) }
    return Survey.Item(
      name, .partly, detail: "\(text): many bursts are dropped, and time that passes is no measure of a program",
      remedy: "measure while less runs")
  }

  var average: Survey.Item {
    guard let load else { return Survey.Item("load", .partly, detail: "/proc/loadavg cannot be read") }
    let text = "\(ProcessorItems.tenths(load)) in the last minute on \(processors) processors"
    guard load > Double(processors) else { return Survey.Item("load", .yes, detail: text) }
    return Survey.Item("load", .partly, detail: "\(text): tasks wait for each other", remedy: "measure while less runs")
  }
}
