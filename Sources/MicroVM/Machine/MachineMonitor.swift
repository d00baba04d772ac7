import Foundation
import Glibc
import Project

/// QEMU's monitor, spoken to over a named pipe; what it says goes to a file.
final class MachineMonitor: Sendable {
  /// What QEMU is given: it adds `.in` and `.out`.
  let path: String
  private let input: CInt

  private static let mostWords = 1 << 20

  /// A monitor at a path that nobody has; nil where there can be none.
  init?(_ path: String) {
    self.path = path
    guard unsafe mkfifo(path + ".in", 0o600) == 0 else { return nil }
    // Open for reading too: this waits for nobody, and what is written waits for QEMU.
    input = unsafe open(path + ".in", O_RDWR | O_NONBLOCK | O_CLOEXEC)
    guard input >= 0, (try? LocalFile.write([], to: path + ".out")) != nil else {
      unsafe unlink(path + ".in")
      return nil
    }
  }

  /// Has commands done, a line each.
  func order(_ commands: String) {
    let bytes = Array(commands.utf8)
    // A pipe takes so few bytes whole.
    _ = unsafe write(input, bytes, bytes.count)
  }

  /// What it has said.
  var words: String {
    String(decoding: (try? LocalFile.read(path + ".out", limit: Self.mostWords)) ?? [], as: UTF8.self)
  }

  /// Takes the files away.
  deinit {
    close(input)
    for end in [".in", ".out"] { unsafe unlink(path + end) }
  }
}
