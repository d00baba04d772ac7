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
      OwnCode.run(program.raw, times: Int32(clamping: count))
      drop()
    }
  }

  private static func instructions(map: CInt) -> [bpf_insn] {
    let poison = Int32(TestInput.poison) * 0x0101_0101
    let size = record - header
    // r0 = bpf_ringbuf_reserve(map, size, 0); without one, the end
    let reserve =
      OwnCode.address(1, of: map)
      + [
        bpf_insn(0xb7, 2, imm: Int32(size)), bpf_insn(0xb7, 3), bpf_insn(0x85, imm: 131),
        bpf_insn(0x15, off: Int16(size / 8 + 5)),
      ]
    // *(u64 *)(r0 + offset) = r3
    let writes = stride(from: 0, to: size, by: 8).map { bpf_insn(0x7b, 0, 3, off: Int16($0)) }
    // bpf_ringbuf_discard(r0, BPF_RB_NO_WAKEUP)
    let discard = [bpf_insn(0xbf, 1), bpf_insn(0xb7, 2, imm: 1), bpf_insn(0x85, imm: 133)]
    return reserve + OwnCode.twice(3, poison) + writes + discard + OwnCode.leave()
  }
}
