import BTF

/// What a value is made of, behind typedefs and qualifiers: one step of it.
enum ValueShape {
  /// One number.
  case scalar(ScalarShape)
  /// Elements of one type.
  case array(ArrayValue)
  /// A struct's or a union's members.
  case record(RecordValue)

  /// An array.
  struct ArrayValue {
    var element: TypeID
    var count: Int
    /// Bytes of an element.
    var elementSize: Int
    /// Whether elements are single bytes.
    var isBytes: Bool
    /// Whether elements are `char`.
    var isText: Bool
    var bitOffset: Int
    var declaration: String

    /// Bytes of all elements.
    var size: Int { count * elementSize }

    /// Where an element lies; it must be one of the array.
    func place(of index: Int) -> ValuePlace {
      ValuePlace(type: element, bitOffset: bitOffset + index * elementSize * 8)
    }
  }

  /// A struct or a union.
  struct RecordValue {
    var type: BTFType
    var size: Int
    var bitOffset: Int
    var declaration: String

    /// Where a member lies.
    func place(of member: Member) -> ValuePlace {
      ValuePlace(
        type: member.type, bitOffset: bitOffset &+ member.bitOffset, bitFieldSize: member.bitFieldSize)
    }
  }

  /// - Throws: why the type has no values: it has no size, or its BTF is broken.
  init(_ place: ValuePlace, in types: TypeTable) throws(ValueError) {
    do {
      let type = try types.resolved(place.type)
      let declaration = types.declaration(of: place.type)
      if let scalar = try ScalarShape(type, at: place, in: types) {
        self = .scalar(scalar)
        return
      }
      guard place.bitOffset % 8 == 0, place.bitFieldSize == nil else {
        throw ValueError("\(declaration) starts within a byte and is no bit field")
      }
      switch type.kind {
      case .array:
        guard let array = type.array else { throw ValueError("\(declaration) is broken") }
        let element = try types.resolved(array.element)
        let size = try types.size(of: array.element)
        guard try types.size(of: place.type) <= ValueShape.largest else {
          throw ValueError("\(declaration) takes more than \(ValueShape.largest) bytes")
        }
        let isBytes = element.kind == .int && size == 1 && element.integer.map { $0.bits == 8 && !$0.isBool } ?? false
        let isText = isBytes && (element.isNamed("char") || element.integer?.isCharacter ?? false)
        // Elements of no bytes cannot be told apart, however many there are said to be.
        self = .array(
          ArrayValue(
            element: array.element, count: size == 0 ? 0 : array.count, elementSize: size, isBytes: isBytes,
            isText: isText, bitOffset: place.bitOffset, declaration: declaration))
      case .struct, .union:
        guard let size = type.declaredSize, size <= ValueShape.largest else {
          throw ValueError("\(declaration) takes more than \(ValueShape.largest) bytes")
        }
        self = .record(RecordValue(type: type, size: size, bitOffset: place.bitOffset, declaration: declaration))
      default: throw ValueError("\(declaration) has no values")
      }
    } catch let error as BTFError {
      throw ValueError(error.description)
    } catch let error as ValueError {
      throw error
    } catch {
      throw ValueError("\(error)")
    }
  }

  /// Values of maps and globals are far smaller; a hostile size must not take memory.
  static let largest = 16 << 20
  /// Types do not nest deeper.
  static let deepest = 64
}
