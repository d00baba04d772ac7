import BPFObject
package import BTF
import KernelFacts

/// Writes the `.maps` section and the BTF of the maps of one program, as libbpf reads them.
package struct MapDeclarations {
  /// Flags that say how a map was made and not what it is: `BPF_F_VTYPE_BTF_OBJ_FD`, `BPF_F_TOKEN_FD`.
  private static let makingFlags: UInt32 = 1 << 15 | 1 << 16

  private var types: TypeTableBuilder
  /// The BTF that the object starts from, whose type numbers maps may use; nil without.
  private let base: Int?
  private let maps: [BundleMap]
  private var element: TypeID?
  private var variables: [SectionVariable] = []
  /// Names of the maps that were declared, by their place in the manifest.
  package private(set) var names: [Int: String] = [:]
  /// Bytes of the section so far.
  package private(set) var size = 0
  /// Where each map stands in the section, and its size there.
  package private(set) var places: [Int: Range<Int>] = [:]

  package init(types: TypeTableBuilder, base: Int?, maps: [BundleMap]) {
    self.types = types
    self.base = base
    self.maps = maps
  }

  /// Declares a map.
  package mutating func declare(_ index: Int) {
    guard places[index] == nil else { return }
    let (definition, size) = definition(of: index)
    let name = name(of: index)
    names[index] = name
    let variable = types.addVariable(name, type: definition, linkage: .global)
    variables.append(SectionVariable(type: variable, offset: self.size, size: size))
    places[index] = self.size..<(self.size + size)
    self.size += size
  }

  /// The types, with the section's.
  package consuming func finish() -> TypeTableBuilder {
    if !variables.isEmpty { _ = types.addSection(".maps", size: size, variables: variables) }
    return types
  }

  /// A name that C takes and no other map has.
  private func name(of index: Int) -> String {
    let known = maps[index].name
    var name = String(
      String.UnicodeScalarView(
        known.unicodeScalars.map { $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0)) ? $0 : "_" }))
    if name.isEmpty || name.first?.isNumber == true { name = "map_\(name.isEmpty ? "\(index)" : name)" }
    return names.values.contains(name) ? "\(name)_\(index)" : name
  }

  /// The struct that says what a map is, and its size.
  private mutating func definition(of index: Int) -> (type: TypeID, size: Int) {
    let map = maps[index]
    var members: [(name: String, type: TypeID, offset: Int)] = []
    func add(_ name: String, _ type: TypeID) { members.append((name, type, members.count * 8)) }
    add("type", number(map.typeNumber))
    let hasTypes = base != nil && map.types == base
    if hasTypes, let key = map.keyType {
      add("key", types.addPointer(to: key))
    } else if map.keySize > 0 {
      add("key_size", number(map.keySize))
    }
    let inner = map.inner.flatMap { maps.indices.contains($0) && maps[$0].inner == nil ? $0 : nil }
    if hasTypes, let value = map.valueType, inner == nil {
      add("value", types.addPointer(to: value))
    } else if map.valueSize > 0, inner == nil {
      add("value_size", number(map.valueSize))
    }
    if map.maxEntries > 0 { add("max_entries", number(map.maxEntries)) }
    let flags = map.flags & ~Self.makingFlags
    if flags != 0 { add("map_flags", number(flags)) }
    if let extra = map.extra.flatMap(UInt32.init(exactly:)), extra != 0 { add("map_extra", number(extra)) }
    let size = members.count * 8
    if let inner {
      let template = definition(of: inner).type
      let pointer = types.addPointer(to: template)
      members.append(("values", types.addArray(of: pointer, index: int(), count: 0), size))
    }
    return (types.addStruct("", size: size, members: members), size)
  }

  /// `int (*)[N]`
  private mutating func number(_ value: UInt32) -> TypeID {
    let int = int()
    return types.addPointer(to: types.addArray(of: int, index: int, count: value))
  }

  private mutating func int() -> TypeID {
    if let element { return element }
    let added = types.addInt("int", size: 4, isSigned: true)
    element = added
    return added
  }
}
