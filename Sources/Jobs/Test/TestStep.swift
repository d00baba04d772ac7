/// One thing that a test case does.
public enum TestStep: Codable, Hashable, Sendable {
  /// Writes an entry of a map.
  case put(MapWrite)
  /// Deletes an entry of a map; one that is not there is no failure.
  case delete(map: String, key: ByteSlice)
  /// Runs a program once, or as often as it says.
  case run(TestInput)
  /// Reads all entries of a map, at most `limit` of them. Reading a queue or a stack empties it.
  case read(map: String, limit: Int)
  /// Reads the entries of a map that have these keys; a key that is not there has none.
  case look(map: String, keys: [ByteSlice])
  /// Takes what stands in a ring buffer or a perf event array.
  case drain(map: String)
  /// Reads a section of global variables.
  case globals(section: String)
  /// Reads the calls that a mock has recorded, by the mock's index in the case.
  case calls(mock: Int)
  /// Attaches a program where its section says, within the worker's own cgroup and network namespace, until the case ends.
  case attach(program: String)
  /// Does something that attached programs see.
  case drive(TestDrive)
}
