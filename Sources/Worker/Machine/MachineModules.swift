import CProcess
import Glibc
import Jobs

/// The modules of a virtual machine's kernel.
enum MachineModules {
  private static let mostBytes = 16 << 20
  private static let pause: UInt32 = 1000
  private static let mostPauses = 2000

  /// Loads what the best reply line needs, where the machine came with it, and waits for the line: a driver finds it on
  /// its own time.
  static func load(_ problems: inout [String]) {
    var number = 0
    while let bytes = bytes("/\(MachineOrders.moduleDirectory)/\(number)") {
      if let problem = load(bytes, name: "\(number) of the reply line") { problems.append(problem) }
      number += 1
    }
    guard number > 0, let line = MachineOrders.replyLines.first else { return }
    for _ in 0..<mostPauses {
      guard unsafe access(line, F_OK) != 0 else { return }
      usleep(pause)
    }
  }

  /// Loads a module from its file's bytes; says what is wrong.
  static func load(_ bytes: [UInt8], name: String) -> String? {
    let result = unsafe assay_load_module(bytes, UInt(bytes.count))
    guard result < 0, result != -EEXIST else { return nil }
    return "cannot load the module \(name): \(StandardStreams.words(-result))"
  }

  private static func bytes(_ path: String) -> [UInt8]? {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    return StandardStreams.read(file, most: mostBytes)
  }
}
