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
    let short = unsafe withUnsafeBytes(of: info.name) { unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
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
