import Glibc
import Project

/// One compilation: everything that the object depends on but the bytes of the files that are read.
struct CompileRequest: Sendable {
  /// The source as the user named it.
  let source: String
  /// The source as clang is given it: nothing that starts like a flag or a response file.
  let argument: String
  let flags: CompilerFlags
  let header: HeaderPlace?
  private let clang: Clang
  private let environment: [String: String]

  init(
    clang: Clang, source: String, flags: CompilerFlags, header: HeaderPlace?, environment: [String: String]
  ) {
    self.clang = clang
    self.source = source
    self.flags = flags
    self.header = header
    self.environment = environment
    argument = source.hasPrefix("-") || source.hasPrefix("@") || source.hasPrefix(".") ? Self.plain(source) : source
  }

  /// clang's command line. The object goes to standard output, messages and header names to standard error.
  func arguments(extra: [String] = []) -> [String] {
    var arguments = ["-target", "bpf", "-O2", "-g", "-mcpu=v3", "-D__TARGET_ARCH_\(Self.architecture)"]
    arguments += flags.arguments
    for directory in Self.systemDirectories where LocalFile.isDirectory(directory) {
      arguments += ["-idirafter", directory]
    }
    arguments += header?.arguments ?? []
    arguments += extra
    arguments += [
      "-fno-color-diagnostics", "-fno-caret-diagnostics", "-fdiagnostics-print-source-range-info",
      "-fno-crash-diagnostics", "-H", "-x", "c", "-c", "-o", "-", "--", argument,
    ]
    return arguments
  }

  /// What the object is stored under. The working directory stands in the object's line information.
  var key: String {
    var key = ContentHasher()
    for field in ["object 1", clang.path, clang.versionLine, Self.workingDirectory] { key.add(field) }
    for field in [clang.stamp.device, clang.stamp.inode, clang.stamp.size] { key.add(field) }
    key.add(UInt64(bitPattern: clang.stamp.modified))
    // PATH has found the clang that is named above; what else is in it differs from shell to shell.
    for (name, value) in environment.sorted(by: { $0.key < $1.key }) where name != "PATH" {
      key.add(name)
      key.add(value)
    }
    for argument in arguments() { key.add(argument) }
    // A header that is new in a directory may hide the one that was read from a later one: names count, bytes are
    // compared with the object's own record. A new `sub/name.h` in a directory that was there is not seen.
    for directory in [LocalFile.parent(of: source)] + flags.searched {
      key.add(directory)
      for name in (try? LocalFile.list(directory)) ?? [] where name.hasSuffix(".h") { key.add(name) }
    }
    return key.finish()
  }

  /// The macro that libbpf's `bpf_tracing.h` asks for, by the machine's name in `uname`.
  static let architecture: String = {
    var name = utsname()
    guard unsafe uname(&name) == 0 else { return "x86" }
    let machine = unsafe withUnsafePointer(to: &name.machine) { pointer in
      unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 65) { unsafe String(cString: $0) }
    }
    return switch machine {
    case "x86_64", "i686", "i386": "x86"
    case "aarch64": "arm64"
    case "s390x": "s390"
    case "ppc64", "ppc64le": "powerpc"
    case "riscv64": "riscv"
    case "loongarch64": "loongarch"
    case "mips64": "mips"
    case let other: other.hasPrefix("arm") ? "arm" : other
    }
  }()

  /// libbpf's headers and, on Debian and its like, the machine's own (`asm/types.h`), which clang leaves out for BPF.
  private static let systemDirectories: [String] = {
    #if arch(x86_64)
      let multiarch = "x86_64-linux-gnu"
    #elseif arch(arm64)
      let multiarch = "aarch64-linux-gnu"
    #elseif arch(s390x)
      let multiarch = "s390x-linux-gnu"
    #elseif arch(powerpc64le)
      let multiarch = "powerpc64le-linux-gnu"
    #else
      let multiarch = "riscv64-linux-gnu"
    #endif
    return ["/usr/local/include", "/usr/include", "/usr/include/\(multiarch)"]
  }()

  private static let workingDirectory: String = {
    guard let path = unsafe getcwd(nil, 0) else { return "" }
    defer { unsafe free(path) }
    return unsafe String(cString: path)
  }()

  private static func plain(_ path: String) -> String {
    path.hasPrefix("./") || path.hasPrefix("../") ? path : "./" + path
  }
}
