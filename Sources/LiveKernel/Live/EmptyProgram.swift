import BPF
import CLibbpf
import KernelFacts

/// A program of ours that does nothing and is attached to nothing: what the kernel says of it is what it says of any.
final class EmptyProgram: Sendable {
  private let descriptor: FileDescriptor

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
}
