import CLibbpf
import Glibc
import Jobs

extension LoadedProgramHandle {
  /// What the kernel has counted and knows of the program.
  var loaded: LoadedProgram {
    let identity = info.program(descriptor, path: path)
    var program = LoadedProgram(id: identity.id, name: identity.name, type: identity.type, tag: identity.tag)
    program.runs = Int(clamping: info.runs)
    program.nanoseconds = Int(clamping: info.nanoseconds)
    program.misses = info.misses.map { Int(clamping: $0) }
    program.verifiedInstructions = info.verifiedInstructions
    program.jitedBytes = info.jitedBytes
    program.memoryBytes = Self.charged(descriptor.raw)
    program.mapBytes = mapBytes
    return program
  }

  /// Bytes that the kernel says a program or map is charged for: the line `memlock` of /proc/self/fdinfo.
  private static func charged(_ raw: CInt) -> Int? {
    let line = SystemFile.text("/proc/self/fdinfo/\(raw)")?.split(separator: "\n").first { $0.hasPrefix("memlock:") }
    return line.flatMap { $0.split(separator: "\t").last }.flatMap { Int($0) }
  }

  private var mapBytes: Int? {
    guard let ids = info.mapIDs(descriptor) else { return nil }
    var sum = 0
    for id in ids {
      // BPF_F_RDONLY is not needed: nothing is read from it.
      let raw = bpf_map_get_fd_by_id(id)
      guard raw >= 0 else { return nil }
      let map = FileDescriptor(adopting: raw)
      guard let bytes = Self.charged(map.raw) else { return nil }
      sum += bytes
    }
    return sum
  }
}
