/// What a CO-RE relocation asks of the target kernel's types (`enum bpf_core_relo_kind` in `include/uapi/linux/bpf.h`).
public enum CORERelocationKind: UInt32, Sendable, CaseIterable {
  case fieldByteOffset = 0
  case fieldByteSize = 1
  case fieldExists = 2
  case fieldSigned = 3
  case fieldLeftShift = 4
  case fieldRightShift = 5
  case typeIDLocal = 6
  case typeIDTarget = 7
  case typeExists = 8
  case typeSize = 9
  case enumeratorExists = 10
  case enumeratorValue = 11
  case typeMatches = 12

  /// libbpf's word, as its messages print it: `byte_off`, `type_exists` ...
  public var name: String {
    switch self {
    case .fieldByteOffset: "byte_off"
    case .fieldByteSize: "byte_sz"
    case .fieldExists: "field_exists"
    case .fieldSigned: "signed"
    case .fieldLeftShift: "lshift_u64"
    case .fieldRightShift: "rshift_u64"
    case .typeIDLocal: "local_type_id"
    case .typeIDTarget: "target_type_id"
    case .typeExists: "type_exists"
    case .typeSize: "type_size"
    case .enumeratorExists: "enumval_exists"
    case .enumeratorValue: "enumval_value"
    case .typeMatches: "type_matches"
    }
  }

  /// Whether the access string leads through members.
  public var isOfField: Bool { rawValue <= CORERelocationKind.fieldRightShift.rawValue }

  /// Whether it asks where a field's bits lie, which every CO-RE access does; the others ask what a kernel has.
  public var isOfPlace: Bool {
    switch self {
    case .fieldByteOffset, .fieldByteSize, .fieldLeftShift, .fieldRightShift: true
    case .fieldExists, .fieldSigned, .typeIDLocal, .typeIDTarget, .typeExists, .typeSize, .enumeratorExists,
      .enumeratorValue, .typeMatches:
      false
    }
  }

  /// Whether the access string is an enumerator's index.
  public var isOfEnumerator: Bool { self == .enumeratorExists || self == .enumeratorValue }
}
