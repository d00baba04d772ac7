/// What a type is, by its `BTF_KIND_*` number (`include/uapi/linux/btf.h`).
public enum TypeKind: UInt8, Sendable, CaseIterable {
  case void = 0
  case int = 1
  case ptr = 2
  case array = 3
  case `struct` = 4
  case union = 5
  case `enum` = 6
  case fwd = 7
  case typedef = 8
  case volatile = 9
  case const = 10
  case restrict = 11
  case `func` = 12
  /// `func_proto`: return type and parameters.
  case funcProto = 13
  case `var` = 14
  /// `datasec`: an ELF section's variables.
  case datasec = 15
  /// Since 5.13.
  case float = 16
  /// `decl_tag`, since 5.16.
  case declTag = 17
  /// `type_tag`, since 5.17.
  case typeTag = 18
  /// Since 6.0.
  case enum64 = 19
  /// A kind newer than this table, whose record's length the BTF itself tells (its layout section, since 7.2).
  case unrecognized = 255

  /// The kernel's word: `int`, `func_proto` ...
  public var name: String {
    switch self {
    case .void: "void"
    case .int: "int"
    case .ptr: "ptr"
    case .array: "array"
    case .struct: "struct"
    case .union: "union"
    case .enum: "enum"
    case .fwd: "fwd"
    case .typedef: "typedef"
    case .volatile: "volatile"
    case .const: "const"
    case .restrict: "restrict"
    case .func: "func"
    case .funcProto: "func_proto"
    case .var: "var"
    case .datasec: "datasec"
    case .float: "float"
    case .declTag: "decl_tag"
    case .typeTag: "type_tag"
    case .enum64: "enum64"
    case .unrecognized: "unrecognized"
    }
  }

  /// Whether the type only qualifies or renames another: `typedef`, `const`, `volatile`, `restrict`, `type_tag`.
  public var isModifierOrTypedef: Bool {
    switch self {
    case .typedef, .volatile, .const, .restrict, .typeTag: true
    default: false
    }
  }

  /// Bytes that follow the 12 of the common record: a fixed part, and a part for each of `vlen` elements.
  var layout: (fixed: Int, element: Int) {
    switch self {
    case .int, .var, .declTag: (4, 0)
    case .array: (12, 0)
    case .struct, .union, .datasec, .enum64: (0, 12)
    case .enum, .funcProto: (0, 8)
    default: (0, 0)
    }
  }
}
