/// What a register holds on one path.
struct WalkValue: Hashable, Sendable {
  /// What it is.
  enum Kind: Hashable, Sendable {
    /// Never written, or gone after a call.
    case unset
    /// A pointer into what was given back.
    case released
    /// What is left of a pointer into the packet after a call that may have moved it: a number, from that call.
    case moved
    /// What a walk does not follow: nothing is said of it.
    case anything
    case number
    /// The program's context.
    case context
    /// The stack of a frame, by its depth.
    case frame(Int)
    /// A map, by its index in the object's maps.
    case map(Int)
    /// A value of a map.
    case value(map: Int)
    /// The packet's bytes.
    case packet
    /// The packet's end.
    case packetEnd
    /// Memory of so many bytes that a helper gave.
    case memory(size: Int)
    /// A socket, task or other object of the kernel's that a call gave.
    case object
    /// A function of the program.
    case function(Int)
  }

  var kind: Kind
  /// Bytes from where the pointer points by itself.
  var offset: Int64 = 0
  /// The number; of a pointer what was added to it.
  var range = NumberRange.constant(0)
  /// Copies have the same: what a comparison says of one holds for all. 0 for none.
  var id = 0
  /// A check for NULL is missing.
  var isMaybeNull = false
  /// The slot of the call that gave something which is to be given back; nil for anything else.
  var reference: Int?
  /// The slot of the instruction that it comes from.
  var origin: Int?

  /// How far a pointer is followed. Verifiers follow it as far.
  static let offsets: Range<Int64> = -(1 << 29)..<1 << 29
  static let unset = WalkValue(kind: .unset)
  static let anything = WalkValue(kind: .anything)
  static func number(_ range: NumberRange, id: Int = 0, origin: Int? = nil) -> WalkValue {
    WalkValue(kind: .number, range: range, id: range.constant == nil ? id : 0, origin: origin)
  }
  static func constant(_ value: Int64) -> WalkValue { .number(.constant(value)) }

  /// Whether it points anywhere that is followed.
  var isPointer: Bool {
    switch kind {
    case .unset, .released, .moved, .anything, .number: false
    case .context, .frame, .map, .value, .packet, .packetEnd, .memory, .object, .function: true
    }
  }

  /// Whether a verifier may know more of it.
  var isVague: Bool { kind == .anything || range.isVague }
}
