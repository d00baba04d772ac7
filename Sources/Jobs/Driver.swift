/// What a worker does while a program is attached, so that it has something to run on.
public enum Driver: String, Codable, Sendable, CaseIterable {
  /// Common system calls: files opened, read, written and closed, time asked for, a pipe.
  case syscalls
  /// A process is forked, executes a program, and exits.
  case exec
  /// UDP and TCP over the loopback interface.
  case network
}
