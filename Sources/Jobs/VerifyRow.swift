public import Findings

/// One row of a verify report: one program of one input, built one way, on one kernel.
public struct VerifyRow: Codable, Hashable, Sendable {
  /// The input as the user named it, or the path found under a directory.
  public var input: String
  /// The variant's name; nil when the input has only one.
  public var variant: String?
  /// The kernel that answered: its release, and `host` or the image's name.
  public var kernel: KernelIdentity?
  /// What it said; nil program fields mean that the input itself could not be used.
  public var outcome: ProgramOutcome
  /// What a refusal by the verifier means, in terms of the source; nil for any other verdict.
  public var finding: Finding?
  /// Where the verifier's work went; nil unless that was asked for.
  public var hot: HotProgram?

  /// A row.
  public init(
    input: String, variant: String? = nil, kernel: KernelIdentity?, outcome: ProgramOutcome, finding: Finding? = nil,
    hot: HotProgram? = nil
  ) {
    self.input = input
    self.variant = variant
    self.kernel = kernel
    self.outcome = outcome
    self.finding = finding
    self.hot = hot
  }
}

/// A kernel that was asked.
public struct KernelIdentity: Codable, Hashable, Sendable {
  /// How the user names it: `host`, `debian:6.1`, a path.
  public var name: String
  /// Its release, as `uname -r` prints it.
  public var release: String
  /// Its machine, as `uname -m` prints it.
  public var machine: String
  /// What runs the virtual machine that it is in; nil on the host, and when none came up.
  public var virtual: VirtualKind?

  /// A kernel.
  public init(name: String, release: String, machine: String, virtual: VirtualKind? = nil) {
    self.name = name
    self.release = release
    self.machine = machine
    self.virtual = virtual
  }

  /// The kernel that a worker says it runs on; `name` is how the user names it.
  public init(name: String, answering hello: Hello) {
    self.init(name: name, release: hello.kernelRelease, machine: hello.machine, virtual: hello.virtual)
  }

  /// `6.18.44 (host)`.
  public var words: String { "\(release) (\(name))" }
}
