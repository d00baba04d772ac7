/// What bursts are taken of, in turn: figures are differences between them.
public enum BenchArm: String, Codable, Sendable, CaseIterable {
  /// The driver alone, nothing attached. Only where a program is measured attached.
  case bare
  /// An empty program of the same type at the same place.
  case twin
  /// A second one, loaded the same way: what lies between the two is noise.
  case control
  /// The program that the measured one is compared with.
  case base
  /// The program itself.
  case head
}
