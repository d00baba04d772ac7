import CKernel
import CLibbpf
import Glibc
import KernelFacts

/// Test runs of one program on one input, with nothing around them that could be left out: the input lies ready, and
/// nothing is given back.
@safe final class RunBurst {
  private let descriptor: CInt
  /// Whether the kernel itself repeats the run: then a burst is one call.
  let repeats: Bool
  private let packet: UnsafeMutableRawBufferPointer
  private let context: UnsafeMutableRawBufferPointer
  /// The kernel's own measure of one run in the last burst, in nanoseconds; 0 where it takes none.
  private(set) var nanoseconds: UInt32 = 0
  /// The time-stamp counter's measure of the calls of the last burst, without what lies between them.
  private(set) var ticks: UInt64 = 0

  /// Runs of a program, on an input that its type's rules allow.
  init(_ call: TestCall, _ input: TestRunInput) {
    descriptor = call.program.descriptor
    repeats = call.facts.parts.contains(.repeats)
    unsafe packet = Self.copy(input.packet ?? [])
    unsafe context = Self.copy(call.context(input, isNeeded: false))
  }

  deinit {
    unsafe packet.deallocate()
    unsafe context.deallocate()
  }

  private static func copy(_ bytes: [UInt8]) -> UnsafeMutableRawBufferPointer {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 8)
    unsafe copy.copyBytes(from: bytes)
    return unsafe copy
  }

  /// Runs it so often. Returns 0 or a positive error number; EINTR when a signal cut the burst short.
  func fire(_ runs: Int) -> Int32 {
    ticks = 0
    guard !repeats else { return call(repetitions: Int32(clamping: runs)) }
    for _ in 0..<runs {
      let code = call(repetitions: 0)
      guard code == 0 else { return code }
    }
    return 0
  }

  private func call(repetitions: Int32) -> Int32 {
    var options = unsafe bpf_test_run_opts()
    unsafe options.sz = MemoryLayout<bpf_test_run_opts>.size
    unsafe options.repeat = repetitions
    if unsafe !packet.isEmpty {
      unsafe options.data_in = UnsafeRawPointer(packet.baseAddress)
      unsafe options.data_size_in = UInt32(packet.count)
    }
    if unsafe !context.isEmpty {
      unsafe options.ctx_in = UnsafeRawPointer(context.baseAddress)
      unsafe options.ctx_size_in = UInt32(context.count)
    }
    let begun = assay_time_stamp()
    let code = unsafe -bpf_prog_test_run_opts(descriptor, &options)
    ticks += assay_time_stamp() &- begun
    unsafe nanoseconds = options.duration
    return code
  }
}
