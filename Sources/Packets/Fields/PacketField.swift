/// One field of a header: the only description of it, from which it is built, read, compared and written as text.
struct PacketField: Sendable {
  /// Its name in files and messages.
  let name: String
  /// Its first bit, from the header's first; without meaning for fields that stand behind the fixed part.
  let offset: Int
  /// Its bits; 0 for what takes the rest of the header.
  let width: Int
  /// How it is written.
  let kind: FieldKind
  /// What it holds when nobody says.
  let filling: FieldFilling
  /// When it is there.
  let presence: FieldPresence
  /// Another name for bits that other fields show: it can be given and expected, and is not shown.
  let isAlias: Bool

  init(
    _ name: String, _ offset: Int, _ width: Int, _ kind: FieldKind = .number, _ filling: FieldFilling = .value(0),
    _ presence: FieldPresence = .always, isAlias: Bool = false
  ) {
    self.name = name
    self.offset = offset
    self.width = width
    self.kind = kind
    self.filling = filling
    self.presence = presence
    self.isAlias = isAlias
  }

  /// What stands behind the fixed part of a header, as long as it is.
  static func rest(
    _ name: String, _ kind: FieldKind, _ presence: FieldPresence = .always
  ) -> PacketField {
    PacketField(name, 0, 0, kind, .value(0), presence)
  }

  /// The field whose value decides whether it is there.
  var decider: String? {
    switch presence {
    case .always: nil
    case .flag(let name), .when(let name, _), .unless(let name, _): name
    }
  }

  /// Whether it is there when the field that decides has a value.
  func isPresent(where value: UInt128) -> Bool {
    switch presence {
    case .always: true
    case .flag: value != 0
    case .when(_, let values): values.contains(value)
    case .unless(_, let values): !values.contains(value)
    }
  }

  /// Whether it says of the packet what can be seen in it: a length, a type, a checksum. A port is none.
  var follows: Bool {
    switch (filling, kind) {
    case (.value, _): false
    case (.following, .number): width == 1
    default: true
    }
  }

  var isVariable: Bool { width == 0 }

  /// Whether it stands behind the fixed part, where a flag says so.
  var isAppended: Bool {
    if case .flag = presence { return true }
    return false
  }
}
