/// What a kernel has and does, as it says when it is asked: its own enumerations in BTF, and loads of programs of two or
/// three instructions.
public struct KernelProbe: Codable, Hashable, Sendable {
  /// A member of one of the kernel's enumerations.
  public struct Member: Codable, Hashable, Sendable {
    /// Its number.
    public var number: UInt32
    /// Its name, without what all members of the enumeration begin with, in lower case.
    public var name: String
    /// Whether it works here: a program of the type loads, a map of the type is made; nil when that was not tried.
    public var works: Bool?
    /// Whether `BPF_PROG_TEST_RUN` runs programs of the type; nil for what is no program type, and where none loads.
    public var testRuns: Bool?

    /// A member.
    public init(number: UInt32, name: String, works: Bool? = nil) {
      self.number = number
      self.name = name
      self.works = works
    }
  }

  /// `enum bpf_prog_type`.
  public var programTypes: [Member]
  /// `enum bpf_map_type`.
  public var mapTypes: [Member]
  /// `enum bpf_attach_type`.
  public var attachTypes: [Member]
  /// `enum bpf_func_id`.
  public var helpers: [Member]
  /// For each program type by name, the numbers of the helpers that its programs may call, where that can be tried.
  public var helpersByType: [String: [UInt32]]
  /// Functions that are tagged for programs to call; empty before 6.10, whose BTF does not tag them.
  public var kfuncs: [String]

  /// Nothing known yet.
  public init() {
    programTypes = []
    mapTypes = []
    attachTypes = []
    helpers = []
    helpersByType = [:]
    kfuncs = []
  }
}
