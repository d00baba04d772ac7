import Glibc

/// A pipe's two ends.
struct Pipe {
  /// The end that is read.
  let output: Int32
  /// The end that is written.
  let input: Int32

  /// A pipe; nil when there can be none.
  init?() {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { return nil }
    output = ends[0]
    input = ends[1]
  }

  /// Makes the end that is written another descriptor of this process, and closes the rest.
  func becomeInput(of descriptor: Int32) {
    dup2(input, descriptor)
    close(input)
    close(output)
  }

  /// Closes the end that is written.
  func closeInput() { close(input) }

  /// Closes the end that is read.
  func closeOutput() { close(output) }
}
