/// One ELF section name that libbpf knows, and what a program in it is.
public struct SectionDefinition: Hashable, Sendable {
  /// How a section name is compared with `name`.
  public enum MatchKind: String, Sendable {
    /// Equal.
    case exact
    /// Equal, or followed by `/` and a target.
    case withTarget = "target"
  }

  /// What follows from the section name beside the types.
  public struct Flags: OptionSet, Hashable, Sendable {
    /// A bit for each flag.
    public var rawValue: UInt8
    /// Flags from their bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The program may sleep: loaded with `BPF_F_SLEEPABLE`.
    public static let sleepable = Flags(rawValue: 1)
    /// It attaches to a BTF type, looked up at load time.
    public static let btfTarget = Flags(rawValue: 2)
    /// It takes packets in fragments: loaded with `BPF_F_XDP_HAS_FRAGS`.
    public static let xdpFrags = Flags(rawValue: 4)
    /// The expected attach type may be left out, for kernels before 4.17.
    public static let attachTypeOptional = Flags(rawValue: 8)
    /// `BPF_PROG_ATTACH` attaches it by its attach type.
    public static let attachable = Flags(rawValue: 16)
    /// A USDT probe, whose argument specifications libbpf puts into maps of its own.
    public static let usdt = Flags(rawValue: 32)

    static let words: [String: Flags] = [
      "sleepable": .sleepable, "btf-target": .btfTarget, "xdp-frags": .xdpFrags, "optional": .attachTypeOptional,
      "attachable": .attachable, "usdt": .usdt,
    ]
  }

  /// The name, without a target: `kprobe`, `cgroup/connect4`.
  public var name: String
  /// How it is compared.
  public var match: MatchKind
  /// The program's type.
  public var programType: ProgramType
  /// The attach type that the load expects; nil when it expects none (0).
  public var attachType: AttachType?
  /// What else follows.
  public var flags: Flags
  /// The first kernel that can load and attach such a program; nil when that is not recorded.
  public var since: KernelVersion?
  /// The first libbpf that knows the name; 1.0 stands for "1.0 or before".
  public var libbpfSince: LibbpfVersion
}
