/// One program that the kernel took or refused.
public struct BundleProgram: Codable, Hashable, Sendable {
  /// What a load is for.
  public enum Purpose: String, Codable, Sendable {
    /// The command's work.
    case program
    /// To find out what the kernel can: tiny, without a name of its own, and never attached.
    case probe
  }

  /// Its number, from 1, in the order of the loads.
  public var number: Int
  /// Its name as reports have it: its function's in BTF, else the one of the load, else made up.
  public var name: String
  /// The name of the load, of up to 15 bytes; may be empty.
  public var loadName: String
  /// What it was loaded for.
  public var purpose: Purpose = .program
  /// The kernel's word for its type.
  public var type: String
  /// The kernel's number of its type.
  public var typeNumber: UInt32
  /// The kernel's number of the attach type that the load expects; 0 for a program that was read out of the kernel,
  /// which does not tell it.
  public var expectedAttachType: UInt32
  /// The kernel's flags of the load; 0 for a program that was read out of the kernel, which does not tell them.
  public var flags: UInt32
  /// Its licence; of a program that was read out of the kernel `GPL` where it is compatible with that, else empty.
  public var license: String
  /// Instructions, in slots of 8 bytes.
  public var instructions: Int
  /// What the load names as its target in the kernel's BTF, such as `bpf_lsm_file_open`; nil without.
  public var attachTarget: String?
  /// The kernel's tag of it; nil for a refused one.
  public var tag: String?
  /// The kernel's id of it; nil for a refused one.
  public var id: UInt32?
  /// Why the kernel refused it; nil when it took it.
  public var error: BundleError?
  /// How many times in a row the command loaded it, until the kernel took it.
  public var loads = 1
  /// Why the kernel refused it when it was loaded again for its log; nil when it took it.
  public var reloadError: BundleError?
  /// The places of its maps in the manifest.
  public var maps: [Int] = []
  /// The place of its BTF in the manifest; nil without.
  public var types: Int?
  /// Records of source lines that came with it.
  public var lines = 0
  /// Where it was attached, pinned or run.
  public var attachments: [BundleAttachment] = []
  /// Who loaded it; nil for a program that was read out of the kernel, which does not tell.
  public var process: BundleProcess?
  /// What the kernel says of a program that was read out of it; nil for one that was seen to be loaded.
  public var loaded: BundleLoaded?
  /// The object that was made of it, in the bundle; nil where `notes` say why there is none.
  public var object: String?
  /// The log at level 2, in the bundle; nil when the kernel wrote none.
  public var log: String?
  /// The log that the loader got, in the bundle; nil when it asked for none or got none.
  public var loaderLog: String?
  /// What the object does not hold.
  public var notes: [String] = []

  /// A program by what every load says.
  public init(
    number: Int, name: String, type: String, typeNumber: UInt32, expectedAttachType: UInt32, flags: UInt32,
    license: String, instructions: Int, process: BundleProcess?
  ) {
    self.number = number
    self.name = name
    loadName = name
    self.type = type
    self.typeNumber = typeNumber
    self.expectedAttachType = expectedAttachType
    self.flags = flags
    self.license = license
    self.instructions = instructions
    self.process = process
  }
}
