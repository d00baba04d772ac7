import CKernel
import CLibbpf
import Glibc

/// Loads a program with line information of its own: a line for each instruction, whose number is the instruction's slot.
/// The kernel carries lines along through all that it makes of a program, and tells where each one's machine code begins.
enum MarkedLoad {
  /// Loads it. A descriptor, or a negative error number. A program without types is loaded as it is: lines need some.
  static func load(_ load: assay_program_load) -> CInt {
    let lines = unsafe Self.lines(of: load)
    return unsafe lines.withUnsafeBytes { bytes in
      unsafe load.loadedWithoutLog { _, options in
        guard unsafe options.line_info_cnt > 0, !lines.isEmpty else { return }
        unsafe options.line_info = bytes.baseAddress
        unsafe options.line_info_cnt = UInt32(lines.count)
        unsafe options.line_info_rec_size = UInt32(MemoryLayout<bpf_line_info>.stride)
      }
    }
  }

  /// The second half of a 64-bit immediate is no instruction, and may have no line.
  private static func lines(of load: assay_program_load) -> [bpf_line_info] {
    guard let instructions = unsafe load.instructions else { return [] }
    let bytes = unsafe UnsafeRawBufferPointer(start: instructions, count: load.count * MemoryLayout<bpf_insn>.stride)
    return unsafe (0..<load.count).compactMap { slot in
      guard unsafe bytes[slot * MemoryLayout<bpf_insn>.stride] != 0 else { return nil }
      return bpf_line_info(insn_off: UInt32(slot), file_name_off: 0, line_off: 0, line_col: UInt32(slot))
    }
  }
}
