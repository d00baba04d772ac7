/// Whether the kernel keeps statistics of programs at this moment, whoever turned them on: by the setting, or by holding
/// the descriptor of `BPF_ENABLE_STATS`, which no file shows. An empty program of our own is run, and its run counted or not.
enum StatisticsProbe {
  /// Whether they are kept; nil when it cannot be tried.
  static func areKept() -> Bool? {
    guard let program = EmptyProgram(), let before = program.info, program.run(16), let after = program.info else {
      return nil
    }
    return after.runs != before.runs
  }
}
