/// A program that is loaded, with what the kernel made of its code.
public struct LoadedCode: Codable, Hashable, Sendable {
  /// Why there is no code.
  public enum Absence: String, Codable, Sendable {
    /// This process may not see any: the kernel says 0 bytes.
    case forbidden
    /// The kernel says how many bytes there are, and gives none: constants are blinded (`net.core.bpf_jit_harden`), and
    /// this process may not see addresses of the kernel.
    case hidden
  }
  /// What an instruction refers to in the kernel.
  public struct Name: Codable, Hashable, Sendable {
    /// The slot of the instruction.
    public var slot: Int
    /// The kernel's name of it.
    public var text: String

    /// A name.
    public init(slot: Int, text: String) {
      self.slot = slot
      self.text = text
    }
  }

  /// What it is, and what was counted of it.
  public var program: LoadedProgram
  /// The number of its type.
  public var typeNumber: UInt32
  /// The name of the load, of up to 15 bytes; may be empty.
  public var loadName: String
  /// The user who loaded it, by number.
  public var user: UInt32
  /// When it was loaded, in nanoseconds since 1970.
  public var loaded: Int
  /// Whether its licence lets it call what is GPL only.
  public var isGPLCompatible: Bool
  /// Bytes of the translated code, as the kernel says; 0 where it says nothing.
  public var translatedBytes: Int
  /// Why the code is not there; nil when it is.
  public var absence: Absence?
  /// Names of what calls and addresses lead to, by slot, as far as the kernel tells addresses.
  public var names: [Name] = []
  /// The kernel's number of its BTF; nil without.
  public var types: UInt32?
  /// What it was loaded for in the kernel's BTF, such as `bpf_lsm_file_open`; nil without.
  public var attachTarget: String?
  /// The kernel's numbers of its maps; nil when it says none of them.
  public var maps: [UInt32]?
  /// The path that it was named by; nil when by its id.
  public var path: String?
  /// Who has it open.
  public var holders: [LoadedHolder] = []

  /// A program without code.
  public init(
    program: LoadedProgram, typeNumber: UInt32, loadName: String, user: UInt32, loaded: Int, isGPLCompatible: Bool,
    translatedBytes: Int
  ) {
    self.program = program
    self.typeNumber = typeNumber
    self.loadName = loadName
    self.user = user
    self.loaded = loaded
    self.isGPLCompatible = isGPLCompatible
    self.translatedBytes = translatedBytes
  }
}
