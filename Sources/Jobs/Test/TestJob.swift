/// Run programs of an object on inputs that are given. The job's attachments are the object's bytes, the cases as
/// `TestCase.packed` makes them, and the bytes of every `ByteSlice` in them.
public struct TestJob: Codable, Hashable, Sendable {
  /// The object's name for messages and for libbpf.
  public var objectName: String
  /// The programs that cases run, attach or put into maps, by function name: these are loaded, and what the object's
  /// own program arrays name.
  public var programs: [String]
  /// The most bytes that the object's maps may take.
  public var mapMemoryLimit: UInt64
  /// Sizes given by the user.
  public var mapOverrides: [MapOverride]
  /// Modules that attaching takes: a virtual machine gets them.
  public var modules: [String]
  /// Run programs whose iterations are not bounded too: only ending the machine ends such a program, so this is for
  /// virtual machines, and for the host when the user says so.
  public var allowsUnbounded: Bool
  /// Attach programs that act on tasks that are not the case's own: for virtual machines, and for the host when the user
  /// says so.
  public var allowsEffects: Bool
  /// Announce every case before it is run. Otherwise only those that may take long or end the worker are.
  public var announcesAll: Bool
  /// Say of each case what ran of its programs: they are loaded with instructions put in that leave marks.
  public var marksCoverage: Bool

  /// A job with the defaults of `assay test`.
  public init(objectName: String, programs: [String]) {
    self.objectName = objectName
    self.programs = programs
    mapMemoryLimit = 512 << 20
    mapOverrides = []
    modules = []
    allowsUnbounded = false
    allowsEffects = false
    announcesAll = false
    marksCoverage = false
  }
}
