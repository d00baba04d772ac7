/// Whether the kernel keeps statistics of programs at this moment, whoever turned them on: by the setting, or by holding
/// the descriptor of `BPF_ENABLE_STATS`, which no file shows. An empty program of our own is run, and its run counted or not.
enum StatisticsProbe {
  /// Whether they are kept; nil when it cannot be tried.
  static func areKept() -> Bool? { EmptyProgram()?.isCounted }

  /// Whether `kernel.bpf_stats_enabled` is set; nil when it cannot be read.
  static var setting: Bool? { SystemFile.text("/proc/sys/kernel/bpf_stats_enabled").map { $0.first == "1" } }
}
