import BPF
import CLibbpf
import KernelFacts

/// Whether the kernel keeps statistics of programs at this moment, whoever turned them on: by the setting, or by holding
/// the descriptor of `BPF_ENABLE_STATS`, which no file shows. An empty program of our own is run, and its run counted or not.
enum StatisticsProbe {
  /// Whether they are kept; nil when it cannot be tried.
  static func areKept() -> Bool? {
    let result = ProgramTypeSurvey.open(.socketFilter, attachType: AttachType(rawValue: 0), target: 0)
    guard result >= 0 else { return nil }
    let program = FileDescriptor(adopting: result)
    guard let before = runs(of: program) else { return nil }
    let frame = [UInt8](repeating: 0, count: 64)
    let code = unsafe frame.withUnsafeBytes { bytes in
      var options = unsafe bpf_test_run_opts()
      unsafe options.sz = MemoryLayout<bpf_test_run_opts>.size
      unsafe options.data_in = bytes.baseAddress
      unsafe options.data_size_in = UInt32(bytes.count)
      unsafe options.repeat = 16
      return unsafe bpf_prog_test_run_opts(program.raw, &options)
    }
    guard code == 0, let after = runs(of: program) else { return nil }
    return after != before
  }

  private static func runs(of program: borrowing FileDescriptor) -> UInt64? {
    var info = bpf_prog_info()
    var size = UInt32(MemoryLayout<bpf_prog_info>.size)
    guard unsafe bpf_obj_get_info_by_fd(program.raw, &info, &size) == 0 else { return nil }
    return info.run_cnt
  }
}
