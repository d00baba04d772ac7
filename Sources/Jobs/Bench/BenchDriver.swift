/// Something that a worker does over and over so that an attached program runs.
public enum BenchDriver: String, Codable, Sendable, CaseIterable {
  /// `getppid`, the shortest call there is.
  case getppid
  /// Opens and closes a file.
  case openat
  /// Writes a byte to a pipe and reads it.
  case pipe
  /// Maps a page and unmaps it.
  case mmap
  /// Sleeps for no time.
  case nanosleep
  /// Connects to the loopback interface and closes.
  case connect
  /// Sends a datagram over the loopback interface and receives it.
  case datagram
  /// Hands the processor to another thread and gets it back.
  case switching = "switch"
  /// Makes a child that ends at once. Where instructions are counted it shares its maker's memory: copying takes as many as
  /// there is memory.
  case fork
  /// Makes a child that runs another program. Where instructions are counted, what a hook of the call itself costs is told
  /// by a call that is refused.
  case exec
  /// Calls a function of the worker: for uprobes.
  case function
  /// Sends a frame through a pair of interfaces, where an XDP or tc program is attached to the far one. It goes on as such
  /// frames do: a program that drops it saves that.
  case veth

  /// Those that are tried where none is asked for.
  public static var general: [BenchDriver] { allCases.filter { $0 != .veth } }
}
