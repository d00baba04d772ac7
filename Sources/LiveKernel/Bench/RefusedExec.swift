import Glibc

/// Executes a file that is not there, which the kernel refuses. What is attached to the call itself runs as it does
/// where a file is executed, and nothing else takes instructions, as many of which as there is memory to free.
final class RefusedExec: CountedDeed {
  private let path = "/nonexistent"

  func once(_ marks: (any DeedMarks)?) {
    var words: [UnsafeMutablePointer<CChar>?] = unsafe [nil]
    marks?.mark()
    unsafe _ = execve(path, &words, &words)
    marks?.mark()
  }
}
