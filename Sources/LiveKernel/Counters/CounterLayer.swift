/// Where counters come from: the kernel's perf, what a task can read itself, or a script.
protocol CounterLayer {
  /// Opens a counter of the calling thread on any processor: the pinned leader of a group, stopped, when `leader` is nil,
  /// else a member of its group. A descriptor, or -errno.
  func open(_ event: CounterEvent, leader: CInt?) -> CInt

  /// Starts a group. 0, or -errno.
  func enable(_ leader: CInt) -> CInt

  /// Stops a group. 0, or -errno.
  func disable(_ leader: CInt) -> CInt

  /// Reads a whole group at once. The bytes read - none when a pinned group could not be counted -, or -errno.
  func read(_ leader: CInt, into words: inout CounterWords) -> Int

  /// Closes a counter.
  func close(_ counter: CInt)
}
