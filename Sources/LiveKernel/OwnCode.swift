import CLibbpf

extension bpf_insn {
  /// An instruction; Documentation/bpf/standardization/instruction-set.rst of the kernel has the codes.
  init(_ code: UInt8, _ destination: UInt8 = 0, _ source: UInt8 = 0, off: Int16 = 0, imm: Int32 = 0) {
    self.init(code: code, dst_reg: destination, src_reg: source, off: off, imm: imm)
  }
}

/// What programs of ours are made of.
enum OwnCode {
  /// `register = map`, as `BPF_PSEUDO_MAP_FD` has it.
  static func address(_ register: UInt8, of map: CInt) -> [bpf_insn] {
    [bpf_insn(0x18, register, 1, imm: map), bpf_insn(0)]
  }

  /// `register = word << 32 | word`
  static func twice(_ register: UInt8, _ word: Int32) -> [bpf_insn] {
    [bpf_insn(0x18, register, imm: word), bpf_insn(0, imm: word)]
  }

  /// `return value`
  static func leave(_ value: Int32 = 0) -> [bpf_insn] { [bpf_insn(0xb7, 0, imm: value), bpf_insn(0x95)] }

  /// Runs a program on a frame of zeros so often. Whether that could be done.
  @discardableResult static func run(_ program: CInt, times: Int32) -> Bool {
    let frame = [UInt8](repeating: 0, count: 64)
    return unsafe frame.withUnsafeBytes { bytes in
      var options = unsafe bpf_test_run_opts()
      unsafe options.sz = MemoryLayout<bpf_test_run_opts>.size
      unsafe options.data_in = bytes.baseAddress
      unsafe options.data_size_in = UInt32(bytes.count)
      unsafe options.repeat = times
      return unsafe bpf_prog_test_run_opts(program, &options) == 0
    }
  }
}
