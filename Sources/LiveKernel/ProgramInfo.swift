import CLibbpf
import Glibc

/// The figures that the kernel keeps of a loaded program: `struct bpf_prog_info`.
struct ProgramInfo {
  /// Bytes of the translated program.
  let translatedBytes: Int
  /// Bytes of machine code of all its functions; 0 when the JIT is off, or when the process may not see it.
  let jitedBytes: Int
  /// Maps it uses.
  let usedMaps: Int
  /// Instructions the verifier walked; since 5.16, else 0.
  let verifiedInstructions: Int

  /// Reads them from a loaded program.
  init(of program: borrowing FileDescriptor, name: String) throws(KernelError) {
    var info = bpf_prog_info()
    var size = UInt32(MemoryLayout<bpf_prog_info>.size)
    let result = unsafe bpf_obj_get_info_by_fd(program.raw, &info, &size)
    guard result == 0 else { throw KernelError(.readInfo, name, code: -result) }
    translatedBytes = Int(info.xlated_prog_len)
    jitedBytes = Int(info.jited_prog_len)
    usedMaps = Int(info.nr_map_ids)
    verifiedInstructions = Int(info.verified_insns)
  }
}
