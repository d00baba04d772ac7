import CKernel
import CLibbpf
import Glibc

extension assay_program_load {
  /// Loads what libbpf made ready without a log, and otherwise as `change` leaves it. A descriptor, or a negative error
  /// number.
  func loadedWithoutLog(_ change: (inout assay_program_load, inout bpf_prog_load_opts) -> Void) -> CInt {
    guard let given = unsafe options?.assumingMemoryBound(to: bpf_prog_load_opts.self) else { return -EINVAL }
    var load = unsafe self
    var options = unsafe given.pointee
    unsafe options.log_level = 0
    unsafe options.log_buf = nil
    unsafe options.log_size = 0
    unsafe change(&load, &options)
    return unsafe withUnsafeMutablePointer(to: &options) { pointer in
      unsafe load.options = UnsafeMutableRawPointer(pointer)
      return unsafe assay_load(&load)
    }
  }
}
