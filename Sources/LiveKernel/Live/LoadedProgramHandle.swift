import CLibbpf
import Glibc
import Jobs

/// A program that somebody else loaded, open for reading, with what the kernel says of it.
struct LoadedProgramHandle: ~Copyable {
  let descriptor: FileDescriptor
  let info: LoadedProgramInfo
  /// The path that it was opened by; nil when it was by its id.
  let path: String?

  /// Opens the program with an id.
  /// - Throws: a refusal by the loader when there is none, by the environment when it may not be opened.
  init(id: UInt32) throws(Refusal) {
    let raw = bpf_prog_get_fd_by_id(id)
    if raw == -ENOENT {
      throw .loader("no program has the id \(id)", advice: "bpftool prog lists them, and so does assay top.")
    }
    guard raw >= 0 else { throw Self.refusal(-raw, "open a program by its id") }
    try self.init(FileDescriptor(adopting: raw), path: nil)
  }

  /// Opens the program that is pinned at a path.
  /// - Throws: a refusal by the loader when none is, by the environment when it may not be opened.
  init(path: String) throws(Refusal) {
    var options = bpf_obj_get_opts()
    options.sz = MemoryLayout<bpf_obj_get_opts>.size
    // BPF_F_RDONLY
    options.file_flags = 1 << 3
    let raw = unsafe bpf_obj_get_opts(path, &options)
    guard raw >= 0 else {
      let code = -raw
      let isUnknown = [ENOENT, ENOTDIR, EINVAL, EACCES].contains(code)
      let why = code == EINVAL || code == EACCES ? "nothing is pinned there" : ErrorNumber(code).text
      throw isUnknown ? .loader("\(path): \(why)", errno: code) : Self.refusal(code, "open \(path)")
    }
    let kind = SystemFile.link("/proc/self/fd/\(raw)")
    let descriptor = FileDescriptor(adopting: raw)
    guard kind == "anon_inode:bpf-prog" else { throw .loader("\(path): what is pinned there is no program") }
    try self.init(descriptor, path: path)
  }

  private init(_ descriptor: consuming FileDescriptor, path: String?) throws(Refusal) {
    guard let info = LoadedProgramInfo(of: descriptor) else {
      throw Self.refusal(errno, "read what the kernel says of a program")
    }
    self.descriptor = descriptor
    self.info = info
    self.path = path
  }

  /// The kernel's refusal in words.
  static func refusal(_ code: Int32, _ operation: String) -> Refusal {
    let advice = code == EPERM ? "It takes CAP_SYS_ADMIN; a pinned program can be named by its path (--pinned)." : nil
    return Refusal(
      .environment, Reason("cannot \(operation): \(ErrorNumber(code).text)", advice: advice, errno: code))
  }
}
