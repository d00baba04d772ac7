/// Load an object's programs one by one and say what the kernel thinks of each. The object's bytes are the job's first
/// attachment; a freplace target's, when there is one, the second.
public struct VerifyJob: Codable, Hashable, Sendable {
  /// The object's name for messages and for libbpf (it becomes the prefix of internal maps).
  public var objectName: String
  /// The programs to load, by function name; nil for all.
  public var programs: [String]?
  /// Programs to leave out, by function name: they were answered before, by a worker that died after them.
  public var answered: [String]
  /// How much of the log is asked for.
  public var log: LogRequest
  /// Send raw logs too.
  public var keepLogs: Bool
  /// Sets `BPF_F_TEST_STATE_FREQ`: a verifier state at every instruction.
  public var testStates: Bool
  /// Sets `BPF_F_TEST_REG_INVARIANTS` (since 6.8).
  public var testInvariants: Bool
  /// The most bytes that an object's maps may take, computed before any is created.
  public var mapMemoryLimit: UInt64
  /// Sizes given by the user.
  public var mapOverrides: [MapOverride]
  /// Bytes to put into `.rodata`, `.data` or `.bss` before the load.
  public var initialValues: [InitialValue]
  /// The program that a freplace program replaces a function of: a program name in the second attachment.
  public var replaceTarget: String?
  /// Loads of each accepted program, for the least and the median verification time; at least 1.
  public var repetitions: Int

  /// Attach each program that loads, for a moment.
  public var attach: Bool
  /// What to do while it is attached.
  public var driver: Driver?
  /// Modules that attaching takes: a virtual machine gets them.
  public var modules: [String]

  /// A job with the defaults of `assay verify`.
  public init(objectName: String) {
    self.objectName = objectName
    answered = []
    log = .statistics
    keepLogs = false
    testStates = false
    testInvariants = false
    mapMemoryLimit = 512 << 20
    mapOverrides = []
    initialValues = []
    repetitions = 1
    attach = false
    modules = []
  }
}

/// How much of the verifier's log a load asks for. Statistics always come first: they are small and never overflow.
public enum LogRequest: String, Codable, Sendable {
  /// Statistics, and again at level 1 when the program is rejected for anything but complexity.
  case statistics
  /// As `statistics`, and complexity rejections are loaded again at level 1 too.
  case complexity
  /// Level 2 for every program, accepted or not.
  case full
}

/// One size of a map, given by the user.
public struct MapOverride: Codable, Hashable, Sendable {
  /// The sizes that can be set.
  public enum Field: String, Codable, Sendable, CaseIterable {
    /// `max_entries`.
    case maxEntries = "max_entries"
    /// `key_size`, in bytes.
    case keySize = "key_size"
    /// `value_size`, in bytes.
    case valueSize = "value_size"
  }
  /// The map's name.
  public var map: String
  /// Which size.
  public var field: Field
  /// The new value.
  public var value: UInt32

  /// An override.
  public init(map: String, field: Field, value: UInt32) {
    self.map = map
    self.field = field
    self.value = value
  }
}

/// Bytes put into a global variable's section before the load.
public struct InitialValue: Codable, Hashable, Sendable {
  /// The ELF section: `.rodata`, `.data`, `.bss` or one of their named forms.
  public var section: String
  /// The offset in bytes from the section's start.
  public var offset: Int
  /// The bytes, in the object's byte order.
  public var bytes: [UInt8]

  /// Bytes at a place.
  public init(section: String, offset: Int, bytes: [UInt8]) {
    self.section = section
    self.offset = offset
    self.bytes = bytes
  }
}
