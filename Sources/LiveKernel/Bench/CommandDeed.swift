import Glibc
import Jobs

/// A command of the user's that is run to its end, over and over. What it prints is not kept.
final class CommandDeed: RepeatedDeed {
  let givesAway = true
  private let words: [String]
  private let nothing: FileDescriptor

  /// Makes ready to run a command, which has a word at least.
  init(_ words: [String]) throws(Refusal) {
    let raw = unsafe open("/dev/null", O_RDWR | O_CLOEXEC)
    guard raw >= 0 else { throw Refusal(.environment, Reason("cannot open /dev/null: \(ErrorNumber(errno).text)")) }
    nothing = FileDescriptor(adopting: raw)
    self.words = words
  }

  func fire(_ count: Int) throws(Refusal) {
    for _ in 0..<count {
      let status = try run()
      // As the macros of sys/wait.h take a status apart.
      let signal = status & 0x7f
      guard status == 0 else {
        let end = signal == 0 ? "ended with status \(status >> 8 & 0xff)" : "was ended by signal \(signal)"
        throw Refusal(
          .environment,
          Reason(
            "the workload \(end)", advice: "Only a command that does its work is one to measure: it must end with 0."))
      }
    }
  }

  private func run() throws(Refusal) -> Int32 {
    let child = GuardedCommand.start(words, output: nothing)
    guard child > 0 else {
      throw Refusal(
        .environment, Reason("the workload cannot be started: \(ErrorNumber(-child).text)", errno: -child))
    }
    return Child.wait(for: child)
  }
}
