import BPF
import CLibbpf
import Jobs
import KernelFacts

/// A program of ours that does nothing and is attached to nothing: what the kernel says of it is what it says of any.
final class EmptyProgram: Sendable {
  private let descriptor: FileDescriptor
  /// Bursts of runs, and runs of each: what an interrupt falls into does not count.
  private static let bursts = 21
  private static let burstRuns: Int32 = 1000

  /// Loads it. Nil where that may not be.
  init?() {
    let result = ProgramTypeSurvey.open(.socketFilter, attachType: AttachType(rawValue: 0), target: 0)
    guard result >= 0 else { return nil }
    descriptor = FileDescriptor(adopting: result)
  }

  /// What the kernel says of it; nil when it says nothing.
  var info: LoadedProgramInfo? { LoadedProgramInfo(of: descriptor) }

  /// Runs it so often. Whether that could be done.
  func run(_ count: Int32) -> Bool {
    let frame = [UInt8](repeating: 0, count: 64)
    return unsafe frame.withUnsafeBytes { bytes in
      var options = unsafe bpf_test_run_opts()
      unsafe options.sz = MemoryLayout<bpf_test_run_opts>.size
      unsafe options.data_in = bytes.baseAddress
      unsafe options.data_size_in = UInt32(bytes.count)
      unsafe options.repeat = count
      return unsafe bpf_prog_test_run_opts(descriptor.raw, &options) == 0
    }
  }

  /// Whether its runs are counted at this moment; nil when that cannot be tried.
  var isCounted: Bool? {
    guard let before = info, run(16), let after = info else { return nil }
    return after.runs != before.runs
  }

  /// What the statistics say of one of its runs; nil when they say nothing.
  var floor: LiveWindow.Floor? {
    var values: [Double] = []
    for _ in 0..<Self.bursts {
      guard let before = info, run(Self.burstRuns), let after = info, after.runs > before.runs else { return nil }
      values.append(Double(after.nanoseconds - before.nanoseconds) / Double(after.runs - before.runs))
    }
    values.sort()
    guard let least = values.first, let most = values.last else { return nil }
    return LiveWindow.Floor(value: values[values.count / 2], least: least, most: most)
  }
}
