/// What the verifier knows of one register, or of a register's value spilled to the stack.
public struct RegisterState: Codable, Hashable, Sendable {
  /// What it holds.
  public var kind: RegisterKind
  /// The type's word as the log printed it, prefixes and suffixes included: `trusted_ptr_or_null_file`, `rdonly_mem`.
  public var word: String
  /// It may be null until it is compared with zero (`..._or_null`).
  public var mayBeNull = false
  /// The type's prefixes (`trusted`, `untrusted`, `rcu`, `rdonly`, `user`, `percpu`, `ringbuf`, ...), in the log's order.
  public var flags: [String] = []
  /// The BTF type's name, of a `btfPointer`.
  public var typeName: String?
  /// Its value is tracked precisely (`P`).
  public var isPrecise = false
  /// Registers with the same id hold the same value, or have the same unknown part.
  public var id: Int?
  /// What is added to the value that registers of this id share (`id=1+4`, from 6.12).
  public var idOffset: Int?
  /// The reference it stands for: to be released before the program ends.
  public var referenceID: Int?
  /// A pointer's constant offset (`off`, `imm` from 7.3; of a frame pointer, its offset from the frame's top).
  public var offset: Int64 = 0
  /// The frame that a frame pointer points into, where the log says so (`fp[0]-8`).
  public var frame: Int?
  /// A packet pointer's bytes that are proven to exist behind it (`r`).
  public var packetRange: Int?
  /// A number's range, or the range of a pointer's variable offset. A pointer without one has `constant` 0.
  public var range = ScalarRange(constant: 0)
  /// The map's name (`map`, from 6.8).
  public var map: String?
  /// The map's key size in bytes (`ks`).
  public var keySize: Int?
  /// The map's value size in bytes (`vs`).
  public var valueSize: Int?
  /// The memory's size in bytes (`sz`, `mem_size`).
  public var memorySize: Int?
  /// Fields that have no place here, as printed.
  public var otherFields: [String] = []

  /// A register of a kind of which nothing more is known.
  public init(kind: RegisterKind, word: String) {
    self.kind = kind
    self.word = word
  }

  /// The only number it can hold; nil for pointers.
  public var constant: Int64? { kind == .scalar ? range.constant : nil }

  /// A pointer whose offset is not one number.
  public var hasVariableOffset: Bool { kind != .scalar && range.constant == nil }
}
