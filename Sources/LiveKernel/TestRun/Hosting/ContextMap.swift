import CLibbpf
import Glibc
import Jobs

/// An array with one value, which holds what a program takes for its context, or for the kernel's memory.
final class ContextMap {
  private let map: FileDescriptor
  /// Bytes of the value.
  let size: Int

  /// The map's descriptor.
  var descriptor: CInt { map.raw }

  init(_ name: String, size: Int) throws(Refusal) {
    self.size = (max(size, 8) + 7) / 8 * 8
    let made = unsafe bpf_map_create(BPF_MAP_TYPE_ARRAY, name, 4, UInt32(self.size), 1, nil)
    guard made >= 0 else {
      throw Refusal(
        .environment, Reason("the memory of a case cannot be made: \(ErrorNumber(-made).text)", errno: -made))
    }
    map = FileDescriptor(adopting: made)
  }

  /// Writes the value; what is missing of it is zero.
  func write(_ bytes: [UInt8]) throws(Refusal) {
    var index: UInt32 = 0
    let whole = Array(bytes.prefix(size)) + [UInt8](repeating: 0, count: max(0, size - bytes.count))
    let code = unsafe bpf_map_update_elem(map.raw, &index, whole, 0)
    guard code == 0 else {
      throw Refusal(
        .environment, Reason("the memory of a case cannot be written: \(ErrorNumber(-code).text)", errno: -code))
    }
  }

  /// The value.
  func read() throws(Refusal) -> [UInt8] {
    var index: UInt32 = 0
    var bytes = [UInt8](repeating: 0, count: size)
    let code = unsafe bpf_map_lookup_elem(map.raw, &index, &bytes)
    guard code == 0 else {
      throw Refusal(
        .environment, Reason("the memory of a case cannot be read: \(ErrorNumber(-code).text)", errno: -code))
    }
    return bytes
  }

  /// Where the value lies in the kernel's memory: a program of ours, of the type that gets its context back (5.14), says.
  func address() throws(Refusal) -> UInt64 {
    // r6 = r1; r2 = &map[0]; *(u64 *)(r6 + 0) = r2
    let code =
      [bpf_insn(0xbf, 6, 1), bpf_insn(0x18, 2, 2, imm: map.raw), bpf_insn(0), bpf_insn(0x7b, 6, 2)] + OwnCode.leave()
    var options = unsafe bpf_prog_load_opts()
    unsafe options.sz = MemoryLayout<bpf_prog_load_opts>.size
    // BPF_F_SLEEPABLE (include/uapi/linux/bpf.h), which the type must have.
    unsafe options.prog_flags = 1 << 4
    let loaded = unsafe bpf_prog_load(BPF_PROG_TYPE_SYSCALL, "address", "GPL", code, code.count, &options)
    guard loaded >= 0 else { throw Self.withoutAddress(-loaded) }
    let program = FileDescriptor(adopting: loaded)
    var address: UInt64 = 0
    let ran = unsafe withUnsafeMutablePointer(to: &address) { address in
      var options = unsafe bpf_test_run_opts()
      unsafe options.sz = MemoryLayout<bpf_test_run_opts>.size
      unsafe options.ctx_in = UnsafeRawPointer(address)
      unsafe options.ctx_size_in = UInt32(MemoryLayout<UInt64>.size)
      return unsafe bpf_prog_test_run_opts(program.raw, &options)
    }
    guard ran == 0, address != 0 else { throw Self.withoutAddress(-ran) }
    return address
  }

  private static func withoutAddress(_ code: Int32) -> Refusal {
    Refusal(
      .skipped,
      Reason(
        "objects in the kernel's memory need syscall programs, which kernel \(KernelRelease.running.release) does not run",
        advice: "Run the case on kernel 5.14 or later.", errno: code))
  }
}
