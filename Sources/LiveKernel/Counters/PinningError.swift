/// A thread that could not be bound to a processor.
struct PinningError: Error, Hashable {
  /// Which one; nil when not even the thread's processors could be read.
  var cpu: Int?
  /// The error number, positive.
  var code: Int32

  /// In words.
  var summary: String {
    "cannot bind the measuring thread to \(cpu.map { "processor \($0)" } ?? "a processor"): \(ErrorNumber(code).text)"
  }
}
