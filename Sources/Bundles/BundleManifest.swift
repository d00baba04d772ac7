/// What a capture saw, as `bundle.json` says it: schema `docs/bundle.schema.json`.
public struct BundleManifest: Codable, Hashable, Sendable {
  /// The manifest's name in a bundle.
  public static let fileName = "bundle.json"
  /// The form of the manifest that this code writes and reads.
  public static let currentFormat = 1

  /// Raised when a field changes meaning or goes.
  public var format = currentFormat
  /// Assay's version.
  public var assay: String
  /// The command and its arguments; none where loaded programs were read out of the kernel.
  public var command: [String]
  /// The kernel that the programs were loaded into, as `uname -r` prints it.
  public var kernel: String
  /// The machine, as `uname -m` prints it.
  public var machine: String
  /// How the command ended; nil where there was none, and loaded programs were read out of the kernel.
  public var ending: BundleEnding?
  /// Every program that was loaded or refused, in the order of the loads.
  public var programs: [BundleProgram] = []
  /// The maps that were created or that programs refer to; programs name them by their place here.
  public var maps: [BundleMap] = []
  /// Type information that was loaded.
  public var types: [BundleTypes] = []
  /// What the bundle cannot say.
  public var notes: [String] = []

  /// A manifest without programs.
  public init(assay: String, command: [String], kernel: String, machine: String, ending: BundleEnding?) {
    self.assay = assay
    self.command = command
    self.kernel = kernel
    self.machine = machine
    self.ending = ending
  }

  /// Whether the programs were read out of the kernel: their code is what it runs, not what was loaded.
  public var isReadOut: Bool { ending == nil }

  /// The programs that the command is for: all but those that only ask the kernel what it can.
  public var realPrograms: [BundleProgram] { programs.filter { $0.purpose == .program } }
}
