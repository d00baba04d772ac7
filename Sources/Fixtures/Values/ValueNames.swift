import BTF

/// Names of numbers: an enum's, or such as a program's return values have.
enum ValueNames: Sendable {
  case type(BTFType)
  case table([NamedNumber])

  /// The 64 bits of a name, sign-extended where the type is signed; nil for an unknown one.
  func bits(of name: String) -> UInt64? {
    switch self {
    case .type(let type): type.enumerators.first { $0.name == name }?.bits
    case .table(let numbers): numbers.first { $0.name == name }.map { UInt64(bitPattern: $0.number) }
    }
  }

  /// The first name of bits; nil when they have none.
  func name(of bits: UInt64) -> String? {
    switch self {
    case .type(let type): type.enumerators.first { $0.bits == bits }?.name
    case .table(let numbers): numbers.first { UInt64(bitPattern: $0.number) == bits }?.name
    }
  }

  /// All names, or the first of very many, for messages.
  var all: [String] {
    switch self {
    case .type(let type): type.enumerators.prefix(400).map { String($0.name.prefix(64)) }
    case .table(let numbers): numbers.map(\.name)
    }
  }
}
