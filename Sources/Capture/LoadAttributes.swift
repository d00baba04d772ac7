/// What `BPF_PROG_LOAD` is given: `union bpf_attr` of include/uapi/linux/bpf.h.
struct LoadAttributes: Hashable, Sendable {
  /// Offsets of the fields that are replaced when a program is loaded again.
  enum Place {
    static let instructions = 8
    static let license = 16
    static let logLevel = 24
    static let logSize = 28
    static let log = 32
    static let types = 72
    static let functions = 80
    static let lines = 96
    static let target = 112
    static let descriptors = 120
    static let relocations = 128
    static let token = 144
  }
  /// The most instructions that any kernel takes.
  static let mostInstructions = 1_000_000
  /// The most records of functions or lines that are read: more than a program can have.
  static let mostRecords = 1_000_000

  /// The structure as the command filled it.
  let fields: Fields

  init(_ fields: Fields) { self.fields = fields }

  var type: UInt32 { fields.word(0) }
  /// Instructions, in slots.
  var count: Int { min(Int(fields.word(4)), Self.mostInstructions) }
  var instructions: UInt64 { fields.long(Place.instructions) }
  var license: UInt64 { fields.long(Place.license) }
  var logLevel: UInt32 { fields.word(Place.logLevel) }
  var logSize: Int { Int(fields.word(Place.logSize)) }
  var log: UInt64 { fields.long(Place.log) }
  var flags: UInt32 { fields.word(44) }
  var name: String { fields.text(48, count: 16) }
  var expectedAttachType: UInt32 { fields.word(68) }
  var types: Int32 { fields.descriptor(Place.types) }
  var functionSize: Int { Int(fields.word(76)) }
  var functions: UInt64 { fields.long(Place.functions) }
  var functionCount: Int { min(Int(fields.word(88)), Self.mostRecords) }
  var lineSize: Int { Int(fields.word(92)) }
  var lines: UInt64 { fields.long(Place.lines) }
  var lineCount: Int { min(Int(fields.word(104)), Self.mostRecords) }
  /// A BTF type of the kernel, of a module, or of the program behind `target`.
  var attachType: UInt32 { fields.word(108) }
  /// A program, or BTF of a module; 0 for neither.
  var target: Int32 { fields.descriptor(Place.target) }
  var relocationCount: Int { min(Int(fields.word(116)), Self.mostRecords) }
  /// Descriptors that instructions refer to by their place.
  var descriptors: UInt64 { fields.long(Place.descriptors) }
  var relocations: UInt64 { fields.long(Place.relocations) }
  var relocationSize: Int { Int(fields.word(136)) }
  /// `BPF_F_TOKEN_FD`
  var hasToken: Bool { flags & 1 << 16 != 0 }
  var token: Int32 { fields.descriptor(Place.token) }
  var descriptorCount: Int { min(Int(fields.word(148)), Self.mostRecords) }
}
