import CLibbpf
import Jobs
import KernelFacts

/// Fills ring buffers with poison: a record that a program reserves holds what stood there before, and in a new buffer that
/// is zeros, as it is on no machine that has been up for long.
enum RingPoison {
  /// Bytes of one record with its header: two of them fill the smallest buffer.
  private static let record = 2048
  /// Bytes of a record's header, `BPF_RINGBUF_HDR_SZ` (include/uapi/linux/bpf.h).
  private static let header = 8
  /// Larger buffers stay as they are: filling them takes longer than a case.
  private static let mostBytes = 1 << 20

  /// Fills a buffer that holds no records; `drop` takes out what stands in it. It is left where it was: its places count
  /// on by its size.
  static func fill(_ map: LoadedMap, drop: () -> Void) {
    guard map.type == .ringbuf, map.maxEntries <= mostBytes else { return }
    let code = instructions(map: map.descriptor)
    let loaded = unsafe bpf_prog_load(BPF_PROG_TYPE_SOCKET_FILTER, "poison", "GPL", code, code.count, nil)
    guard loaded >= 0 else { return }
    let program = FileDescriptor(adopting: loaded)
    // A buffer is never full to the last byte.
    let records = map.maxEntries / record
    for count in [records - 1, 1] {
      run(program.raw, times: count)
      drop()
    }
  }

  private static func run(_ program: CInt, times: Int) {
    let frame = [UInt8](repeating: 0, count: 64)
    unsafe frame.withUnsafeBytes { frame in
      var options = unsafe bpf_test_run_opts()
      unsafe options.sz = MemoryLayout<bpf_test_run_opts>.size
      unsafe options.data_in = UnsafeRawPointer(frame.baseAddress)
      unsafe options.data_size_in = UInt32(frame.count)
      unsafe options.repeat = Int32(clamping: times)
      unsafe _ = bpf_prog_test_run_opts(program, &options)
    }
  }

  private static func instructions(map: CInt) -> [bpf_insn] {
    let poison = Int32(TestInput.poison) * 0x0101_0101
    let size = record - header
    var code = [
      // r0 = bpf_ringbuf_reserve(map, size, 0); without one, the end
      bpf_insn(code: 0x18, dst_reg: 1, src_reg: 1, off: 0, imm: map),
      bpf_insn(code: 0, dst_reg: 0, src_reg: 0, off: 0, imm: 0),
      bpf_insn(code: 0xb7, dst_reg: 2, src_reg: 0, off: 0, imm: Int32(size)),
      bpf_insn(code: 0xb7, dst_reg: 3, src_reg: 0, off: 0, imm: 0),
      bpf_insn(code: 0x85, dst_reg: 0, src_reg: 0, off: 0, imm: 131),
      bpf_insn(code: 0x15, dst_reg: 0, src_reg: 0, off: Int16(size / 8 + 5), imm: 0),
      // r3 = poison, 64 bits
      bpf_insn(code: 0x18, dst_reg: 3, src_reg: 0, off: 0, imm: poison),
      bpf_insn(code: 0, dst_reg: 0, src_reg: 0, off: 0, imm: poison),
    ]
    for offset in stride(from: 0, to: size, by: 8) {
      // *(u64 *)(r0 + offset) = r3
      code.append(bpf_insn(code: 0x7b, dst_reg: 0, src_reg: 3, off: Int16(offset), imm: 0))
    }
    return code + [
      // bpf_ringbuf_discard(r0, BPF_RB_NO_WAKEUP); return 0
      bpf_insn(code: 0xbf, dst_reg: 1, src_reg: 0, off: 0, imm: 0),
      bpf_insn(code: 0xb7, dst_reg: 2, src_reg: 0, off: 0, imm: 1),
      bpf_insn(code: 0x85, dst_reg: 0, src_reg: 0, off: 0, imm: 133),
      bpf_insn(code: 0xb7, dst_reg: 0, src_reg: 0, off: 0, imm: 0),
      bpf_insn(code: 0x95, dst_reg: 0, src_reg: 0, off: 0, imm: 0),
    ]
  }
}
