/// An object's maps, found by the place that a relocation names.
struct MapIndex: Sendable {
  /// What a place in a section belongs to.
  enum Target {
    case map(Int)
    case variable(map: Int, offset: Int)
  }
  /// Maps that are themselves symbols, by section and offset.
  private var definitions: [Int: [Int: Int]] = [:]
  /// Maps that are whole sections.
  private var sections: [Int: Int] = [:]

  init(_ maps: [MapDefinition]) {
    for (index, map) in maps.enumerated() {
      guard let section = map.sectionIndex else { continue }
      switch map.origin {
      case .declared, .legacy: definitions[section, default: [:]][map.offset] = index
      case .data: sections[section] = index
      case .kconfig, .structOps: break
      }
    }
  }

  /// What stands at an offset of a section; nil when the section holds no maps, or no map starts there.
  func target(section: Int, offset: UInt64) -> Target? {
    guard let offset = Int(exactly: offset) else { return nil }
    if let map = sections[section] { return .variable(map: map, offset: offset) }
    return definitions[section]?[offset].map { .map($0) }
  }
}
