import CLibbpf
import KernelFacts

/// Whether programs of a type may call a helper, as the verifier says of a program that does nothing else.
struct HelperTrial {
  let type: ProgramType

  /// What the verifier says of a helper that a type may not call; the last since 6.12.
  private static let refusals: [StaticString] = [
    "invalid func ", "unknown func ", "program of this type cannot use helper",
  ]

  /// Loads a call without arguments: for any helper that it knows for the type, the verifier complains of those, or takes
  /// it.
  func mayCall(_ helper: UInt32) -> Bool {
    let program = [bpf_insn(0x85, imm: Int32(bitPattern: helper)), bpf_insn(0x95)]
    var log = [UInt8](repeating: 0, count: 4096)
    return unsafe log.withUnsafeMutableBufferPointer { buffer in
      var options = unsafe bpf_prog_load_opts()
      unsafe options.sz = MemoryLayout<bpf_prog_load_opts>.size
      unsafe options.expected_attach_type = bpf_attach_type(
        rawValue: (ProgramTypeSurvey.attachTypes[type] ?? AttachType(rawValue: 0)).rawValue)
      unsafe options.prog_flags = type == .syscall ? 1 << 4 : 0
      unsafe options.log_level = 1
      unsafe options.log_size = UInt32(buffer.count)
      unsafe options.log_buf = UnsafeMutableRawPointer(buffer.baseAddress)?.assumingMemoryBound(to: CChar.self)
      let result = unsafe bpf_prog_load(
        bpf_prog_type(rawValue: type.rawValue), nil, "GPL", program, program.count, &options)
      if result >= 0 {
        _ = FileDescriptor(adopting: result)
        return true
      }
      let text = unsafe String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
      return !text.isEmpty && !Self.refusals.contains { text.contains("\($0)") }
    }
  }
}
