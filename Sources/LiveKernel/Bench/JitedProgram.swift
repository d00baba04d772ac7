import CLibbpf
import Glibc
import Jobs

/// The machine code of a loaded program, as the kernel tells of it.
struct JitedProgram {
  /// One function's code.
  struct Function {
    /// Where it lies in the machine's memory.
    var addresses: Range<UInt64>
    /// Its bytes; empty where the kernel keeps them to itself.
    var code: [UInt8]
  }
  /// Where an instruction's code begins.
  struct Mark {
    var address: UInt64
    /// The instruction's slot as it was loaded.
    var slot: Int
  }
  /// Its functions, its own first.
  let functions: [Function]
  /// Its lines, ascending by address; of a program that was loaded with marks, its instructions.
  let marks: [Mark]

  private static let most: UInt32 = 1 << 24

  /// Reads it from a loaded program.
  /// - Throws: `Refusal` where the kernel does not tell.
  init(descriptor: CInt) throws(Refusal) {
    let sizes = try Self.information(of: descriptor, bpf_prog_info())
    let count = Int(sizes.nr_jited_ksyms)
    guard count > 0, sizes.nr_jited_func_lens == sizes.nr_jited_ksyms, count <= SteppedRun.mostFunctions,
      sizes.jited_prog_len > 0, sizes.jited_prog_len <= Self.most, sizes.nr_line_info <= Self.most
    else {
      throw Refusal(
        .environment,
        Reason("the kernel does not tell where a program's machine code lies: it has no JIT, or keeps it to itself"))
    }
    let lineCount = sizes.nr_jited_line_info == sizes.nr_line_info ? Int(sizes.nr_line_info) : 0
    // The addresses of functions, those of lines, the lines, the functions' lengths, the code: all in one piece.
    let places = 8 * count
    let lines = places + 8 * lineCount
    let lengths = lines + MemoryLayout<bpf_line_info>.stride * lineCount
    let code = lengths + 4 * count
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: code + Int(sizes.jited_prog_len), alignment: 8)
    defer { unsafe room.deallocate() }
    let base = UInt64(UInt(bitPattern: room.baseAddress))
    var wanted = bpf_prog_info()
    wanted.nr_jited_ksyms = UInt32(count)
    wanted.jited_ksyms = base
    wanted.nr_jited_func_lens = UInt32(count)
    wanted.jited_func_lens = base + UInt64(lengths)
    wanted.nr_jited_line_info = UInt32(lineCount)
    wanted.jited_line_info = base + UInt64(places)
    wanted.jited_line_info_rec_size = UInt32(MemoryLayout<UInt64>.stride)
    wanted.nr_line_info = UInt32(lineCount)
    wanted.line_info = base + UInt64(lines)
    wanted.line_info_rec_size = UInt32(MemoryLayout<bpf_line_info>.stride)
    wanted.jited_prog_len = sizes.jited_prog_len
    wanted.jited_prog_insns = base + UInt64(code)
    let told = try Self.information(of: descriptor, wanted)
    // The kernel takes away the address of what it does not tell.
    let hasCode = told.jited_prog_insns != 0
    var at = code
    functions = (0..<count).map { index in
      let start = unsafe room.load(fromByteOffset: 8 * index, as: UInt64.self)
      let length = unsafe Int(room.load(fromByteOffset: lengths + 4 * index, as: UInt32.self))
      let bytes = unsafe hasCode ? Array(room[min(at, room.count)..<min(at + length, room.count)]) : []
      at += length
      return Function(addresses: start..<start &+ UInt64(length), code: bytes)
    }
    marks = (0..<lineCount).map { index in
      let line = unsafe room.load(
        fromByteOffset: lines + MemoryLayout<bpf_line_info>.stride * index, as: bpf_line_info.self)
      return unsafe Mark(
        address: room.load(fromByteOffset: places + 8 * index, as: UInt64.self), slot: Int(line.line_col))
    }.sorted { ($0.address, $0.slot) < ($1.address, $1.slot) }
  }

  private static func information(of descriptor: CInt, _ wanted: bpf_prog_info) throws(Refusal) -> bpf_prog_info {
    var info = wanted
    var size = UInt32(MemoryLayout<bpf_prog_info>.size)
    let code = unsafe -bpf_obj_get_info_by_fd(descriptor, &info, &size)
    guard code == 0 else {
      throw Refusal(
        .environment, Reason("the kernel tells nothing of a loaded program: \(ErrorNumber(code).text)", errno: code))
    }
    return info
  }
}
