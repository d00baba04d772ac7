import CLibbpf
import Glibc
import Jobs
import KernelFacts

/// What the kernel says of a program that is loaded, whoever loaded it: `struct bpf_prog_info`.
struct LoadedProgramInfo {
  private let info: bpf_prog_info

  /// Nil when it says nothing.
  init?(of program: borrowing FileDescriptor) {
    var info = bpf_prog_info()
    var size = UInt32(MemoryLayout<bpf_prog_info>.size)
    guard unsafe bpf_obj_get_info_by_fd(program.raw, &info, &size) == 0 else { return nil }
    self.info = info
  }

  var id: UInt32 { info.id }
  var runs: UInt64 { info.run_cnt }
  var nanoseconds: UInt64 { info.run_time_ns }
  var misses: UInt64 { info.recursion_misses }

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

  /// The name of the program's function in its types; nil where it has none, or this process may not read them.
  private func fullName(_ descriptor: borrowing FileDescriptor) -> String? {
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
    guard result == 0, let types = unsafe btf__load_from_kernel_by_id(info.btf_id) else { return nil }
    defer { unsafe btf__free(types) }
    guard let type = unsafe btf__type_by_id(types, function.type_id),
      let name = unsafe btf__name_by_offset(types, type.pointee.name_off)
    else { return nil }
    let text = unsafe String(cString: name)
    return text.isEmpty ? nil : text
  }
}
