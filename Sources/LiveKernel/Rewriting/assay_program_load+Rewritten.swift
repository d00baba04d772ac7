import BPF
import CKernel
import CLibbpf
import Glibc
import Rewriting

extension assay_program_load {
  /// The instructions as they would go to the kernel, with what is known of its functions.
  /// - Parameter verifierFrames: bytes of each function's frame, as the verifier told; empty when it did not.
  func code(verifierFrames: [Int] = []) throws(RewriteError) -> ProgramCode {
    guard let instructions = unsafe instructions else { throw .empty }
    let bytes = unsafe Array(UnsafeRawBufferPointer(start: instructions, count: count * Instruction.slotBytes))
    let decoded: [Instruction]
    do throws(DecodeError) { decoded = try Instruction.decode(bytes) } catch { throw .undecodable(error) }
    return try unsafe ProgramCode(decoded, entries: functionRecords.map(\.slot), verifierFrames: verifierFrames)
  }

  /// Loads a rewritten form of it, without a log, and otherwise as `change` leaves it. A descriptor, or a negative error
  /// number.
  func loaded(
    as rewritten: RewrittenProgram,
    _ change: (inout assay_program_load, inout bpf_prog_load_opts) -> Void = { _, _ in }
  ) -> CInt {
    let instructions = Instruction.encode(rewritten.instructions)
    let functions = unsafe rewritten.slots.movedToStarts(functionRecords)
    let lines = unsafe rewritten.slots.movedLines(lineRecords)
    let functionBytes = functions.flatMap(\.bytes)
    let lineBytes = lines.flatMap(\.bytes)
    return unsafe instructions.withUnsafeBytes { instructions in
      unsafe functionBytes.withUnsafeBytes { functionBytes in
        unsafe lineBytes.withUnsafeBytes { lineBytes in
          unsafe loadedWithoutLog { load, options in
            unsafe load.instructions = instructions.baseAddress
            unsafe load.count = instructions.count / Instruction.slotBytes
            unsafe options.func_info = functionBytes.baseAddress
            unsafe options.func_info_cnt = UInt32(functions.count)
            unsafe options.line_info = lineBytes.baseAddress
            unsafe options.line_info_cnt = UInt32(lines.count)
            unsafe change(&load, &options)
          }
        }
      }
    }
  }

  private var given: bpf_prog_load_opts? {
    unsafe options?.assumingMemoryBound(to: bpf_prog_load_opts.self).pointee
  }

  private var functionRecords: [InfoRecord] {
    guard let given = unsafe given else { return [] }
    return unsafe InfoRecord.records(at: given.func_info, count: given.func_info_cnt, size: given.func_info_rec_size)
  }

  private var lineRecords: [InfoRecord] {
    guard let given = unsafe given else { return [] }
    return unsafe InfoRecord.records(at: given.line_info, count: given.line_info_cnt, size: given.line_info_rec_size)
  }
}
