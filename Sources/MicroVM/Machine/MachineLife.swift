/// How a machine comes to life.
enum MachineLife: Sendable {
  /// It boots.
  case boots
  /// It boots without orders, and is written to the file when `monitor`, a pair of files that QEMU's monitor reads from
  /// and writes to, says so.
  case isKept(file: String, monitor: String)
  /// It goes on from a file that an earlier one was written to.
  case goesOn(file: String)
}
