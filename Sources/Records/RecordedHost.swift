/// The machine that a run was recorded on.
public struct RecordedHost: Codable, Hashable, Sendable {
  /// The processor's model.
  public var processor: String
  /// Processors that the system has.
  public var cores: Int
  /// The running kernel's release.
  public var release: String
  /// The machine, as `uname -m` prints it.
  public var machine: String

  /// A machine.
  public init(processor: String, cores: Int, release: String, machine: String) {
    self.processor = processor
    self.cores = cores
    self.release = release
    self.machine = machine
  }
}
