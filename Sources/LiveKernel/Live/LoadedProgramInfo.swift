import CLibbpf
import Glibc
import Jobs
import KernelFacts

/// What the kernel says of a program that is loaded, whoever loaded it: `struct bpf_prog_info`.
struct LoadedProgramInfo {
  private let info: bpf_prog_info
  /// How much of it this kernel knows.
  private let size: Int

  /// Nil when it says nothing.
  init?(of program: borrowing FileDescriptor) {
    var info = bpf_prog_info()
    var size = UInt32(MemoryLayout<bpf_prog_info>.size)
    guard unsafe bpf_obj_get_info_by_fd(program.raw, &info, &size) == 0 else { return nil }
    self.info = info
    self.size = Int(size)
  }

  var id: UInt32 { info.id }
  var runs: UInt64 { info.run_cnt }
  var nanoseconds: UInt64 { info.run_time_ns }
  /// Nil before Linux 5.12.
  var misses: UInt64? { knows(\.recursion_misses) ? info.recursion_misses : nil }
  /// Nil before Linux 5.16.
  var verifiedInstructions: Int? { knows(\.verified_insns) ? Int(info.verified_insns) : nil }
  /// Nil where the JIT is off, or this process may not know.
  var jitedBytes: Int? { info.jited_prog_len > 0 ? Int(info.jited_prog_len) : nil }

  var typeNumber: UInt32 { info.type }
  /// The name of the load, of up to 15 bytes.
  var loadName: String {
    unsafe withUnsafeBytes(of: info.name) { unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
  /// The user who loaded it.
  var user: UInt32 { info.created_by_uid }
  /// When it was loaded, in nanoseconds since 1970: the kernel tells it since the start of the machine.
  var loaded: Int {
    func now(_ clock: clockid_t) -> Int {
      var time = timespec()
      unsafe clock_gettime(clock, &time)
      return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
    return now(CLOCK_REALTIME) - now(CLOCK_BOOTTIME) + Int(clamping: info.load_time)
  }
  /// What is told of its load.
  var load: LiveLoad {
    var load = LiveLoad(id: id, user: user, loaded: loaded)
    load.instructions = translatedBytes == 0 ? nil : translatedBytes / MemoryLayout<bpf_insn>.size
    load.jitedBytes = jitedBytes
    load.verifiedInstructions = verifiedInstructions
    return load
  }
  var isGPLCompatible: Bool { info.gpl_compatible != 0 }
  /// Bytes of the translated code; 0 where this process may not see it.
  var translatedBytes: Int { Int(info.xlated_prog_len) }
  /// The kernel's number of its BTF; nil without.
  var types: UInt32? { info.btf_id == 0 ? nil : info.btf_id }
  /// What it was loaded for: a type of BTF; nil without, and before Linux 5.19.
  var target: (types: UInt32, type: UInt32)? {
    knows(\.attach_btf_id) && info.attach_btf_id != 0 ? (info.attach_btf_obj_id, info.attach_btf_id) : nil
  }

  /// The bytes of a program's code, functions and lines.
  struct Body {
    var code: [UInt8]
    var functions: [UInt8]
    var lines: [UInt8]
    /// Whether the kernel says how long the code is, and keeps it to itself.
    var isCodeHidden: Bool
  }

  /// Reads the code and what is told of it; nil when the kernel refuses.
  /// - Parameter descriptor: the program's.
  func body(_ descriptor: borrowing FileDescriptor) -> Body? {
    var code = [UInt8](repeating: 0, count: Int(info.xlated_prog_len))
    var functions = [UInt8](repeating: 0, count: Int(info.nr_func_info) * Int(info.func_info_rec_size))
    var lines = [UInt8](repeating: 0, count: Int(info.nr_line_info) * Int(info.line_info_rec_size))
    var wanted = bpf_prog_info()
    var size = UInt32(MemoryLayout<bpf_prog_info>.size)
    let raw = descriptor.raw
    let result = unsafe code.withUnsafeMutableBytes { code in
      unsafe functions.withUnsafeMutableBytes { functions in
        unsafe lines.withUnsafeMutableBytes { lines in
          wanted.xlated_prog_len = UInt32(code.count)
          wanted.xlated_prog_insns = UInt64(UInt(bitPattern: code.baseAddress))
          if unsafe !functions.isEmpty {
            wanted.func_info = UInt64(UInt(bitPattern: functions.baseAddress))
            wanted.nr_func_info = info.nr_func_info
            wanted.func_info_rec_size = info.func_info_rec_size
          }
          if unsafe !lines.isEmpty {
            wanted.line_info = UInt64(UInt(bitPattern: lines.baseAddress))
            wanted.nr_line_info = info.nr_line_info
            wanted.line_info_rec_size = info.line_info_rec_size
          }
          return unsafe bpf_obj_get_info_by_fd(raw, &wanted, &size)
        }
      }
    }
    guard result == 0 else { return nil }
    // Where it does not show the code, it says so by the address that it gives back.
    let isHidden = !code.isEmpty && wanted.xlated_prog_insns == 0
    return Body(
      code: isHidden ? [] : code, functions: Self.records(functions, info.func_info_rec_size, 8),
      lines: Self.records(lines, info.line_info_rec_size, 16), isCodeHidden: isHidden)
  }

  /// Records without what later kernels may put behind their first bytes.
  private static func records(_ bytes: [UInt8], _ size: UInt32, _ known: Int) -> [UInt8] {
    let size = Int(size)
    guard size > known else { return bytes }
    return stride(from: 0, to: bytes.count, by: size).flatMap { bytes[$0..<$0 + known] }
  }

  private func knows(_ field: PartialKeyPath<bpf_prog_info>) -> Bool {
    MemoryLayout<bpf_prog_info>.offset(of: field).map { $0 < size } ?? false
  }

  /// The ids of the maps that the program uses; nil when it says nothing.
  /// - Parameter descriptor: the program's.
  func mapIDs(_ descriptor: borrowing FileDescriptor) -> [UInt32]? {
    guard info.nr_map_ids > 0 else { return [] }
    var ids = [UInt32](repeating: 0, count: Int(info.nr_map_ids))
    let raw = descriptor.raw
    return unsafe ids.withUnsafeMutableBufferPointer { buffer -> [UInt32]? in
      var wanted = bpf_prog_info()
      wanted.nr_map_ids = UInt32(buffer.count)
      wanted.map_ids = UInt64(UInt(bitPattern: buffer.baseAddress))
      var size = UInt32(MemoryLayout<bpf_prog_info>.size)
      guard unsafe bpf_obj_get_info_by_fd(raw, &wanted, &size) == 0 else { return nil }
      return unsafe Array(buffer.prefix(Int(wanted.nr_map_ids)))
    }
  }

  /// What the program is to people.
  /// - Parameter descriptor: the program's.
  func program(_ descriptor: borrowing FileDescriptor, path: String?) -> LiveProgram {
    let short = loadName
    let tag = unsafe withUnsafeBytes(of: info.tag) { bytes in
      unsafe bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
    // The kernel keeps 15 characters of a name; its types have all of them.
    let name = short.utf8.count < 15 ? short : fullName(descriptor) ?? short
    return LiveProgram(id: info.id, name: name, type: ProgramType(rawValue: info.type).name, tag: tag, path: path)
  }

  /// The number of the program's function in its types; nil where it has none, or this process may not read them.
  func function(_ descriptor: borrowing FileDescriptor) -> UInt32? {
    guard info.btf_id != 0, info.nr_func_info > 0, info.func_info_rec_size >= MemoryLayout<bpf_func_info>.size else {
      return nil
    }
    var function = bpf_func_info()
    let raw = descriptor.raw
    let result = unsafe withUnsafeMutablePointer(to: &function) { function in
      var wanted = bpf_prog_info()
      wanted.nr_func_info = 1
      wanted.func_info_rec_size = UInt32(MemoryLayout<bpf_func_info>.size)
      wanted.func_info = UInt64(UInt(bitPattern: function))
      var size = UInt32(MemoryLayout<bpf_prog_info>.size)
      return unsafe bpf_obj_get_info_by_fd(raw, &wanted, &size)
    }
    return result == 0 ? function.type_id : nil
  }

  /// The name of that function.
  private func fullName(_ descriptor: borrowing FileDescriptor) -> String? {
    guard let function = function(descriptor), let types = unsafe btf__load_from_kernel_by_id(info.btf_id) else {
      return nil
    }
    defer { unsafe btf__free(types) }
    guard let type = unsafe btf__type_by_id(types, function),
      let name = unsafe btf__name_by_offset(types, type.pointee.name_off)
    else { return nil }
    let text = unsafe String(cString: name)
    return text.isEmpty ? nil : text
  }
}
