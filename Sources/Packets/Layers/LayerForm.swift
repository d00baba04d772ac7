/// The description of one kind of header.
struct LayerForm: Sendable {
  /// Its name in files and messages.
  let name: String
  /// The bytes that every such header has.
  let size: Int
  /// Its fields: in the order of the wire, with what is of no fixed length at the end.
  let fields: [PacketField]
  /// What follows it.
  let next: NextLayer
  /// One line about a header: `{field}` stands for a field's text, and what is in `[ ]` is left out when a field in it is
  /// not there, 0 or empty.
  let summary: String

  /// The field that says how long the header is.
  let headerLength: PacketField?
  /// The field that says how much follows.
  let length: PacketField?
  /// Its checksum.
  let checksum: PacketField?

  init(_ name: String, size: Int, summary: String, next: NextLayer = .nothing, _ fields: [PacketField]) {
    self.name = name
    self.size = size
    self.summary = summary
    self.next = next
    self.fields = fields
    headerLength = fields.first { if case .headerLength = $0.filling { true } else { false } }
    length = fields.first {
      switch $0.filling {
      case .wholeLength, .followingLength: true
      default: false
      }
    }
    checksum = fields.first { if case .checksum = $0.filling { true } else { false } }
  }

  /// The bytes behind all that its length counts, when it has one: no part of the header.
  var trailer: PacketField? { length.map { _ in .rest("trailer", .bytes) } }

  /// A field by its name.
  func field(_ name: String) -> PacketField? { fields.first { $0.name == name } }

  /// Fields that are not other names for some.
  var shown: [PacketField] { fields.filter { !$0.isAlias } }
}
