public import BPFObject
import BTF
import Findings
public import Placed

/// What a file sets global variables to before the programs are loaded: `{limit: 5, cfg.names[0]: eth0}`, by their BTF
/// types (`TypedValues`). What it does not name of a variable stays as the object has it.
public struct GlobalFixture: Hashable, Sendable {
  /// The bytes of every variable that is named, whole.
  public private(set) var bytes: [PresetBytes] = []

  /// Reads values by the names of variables. What does not fit is a problem at its place.
  public init(_ node: PlacedNode, object: ObjectFile, _ problems: inout PlacedProblems) {
    guard let entries = node.entries(&problems), !entries.isEmpty,
      let places = GlobalPlaces(object, node, &problems)
    else { return }
    var order: [GlobalVariable] = []
    var writers: [GlobalVariable: ValueWriter] = [:]
    for entry in entries {
      guard let place = places.place(entry.key, &problems) else { continue }
      let variable = place.variable
      var writer: ValueWriter
      if let known = writers[variable] {
        writer = known
      } else {
        guard variable.size >= 0, variable.size <= ValueShape.largest else {
          problems.add("global '\(variable.name)' takes more than \(ValueShape.largest) bytes", at: entry.key.span)
          continue
        }
        writer = ValueWriter(types: places.types, onto: Self.initial(variable, object))
        order.append(variable)
      }
      writer.write(entry.value, at: place.value, &problems)
      writers[variable] = writer
    }
    bytes = order.compactMap { variable in
      writers[variable].map {
        PresetBytes(section: variable.section, offset: variable.offset, bytes: $0.buffer.bytes)
      }
    }
  }

  /// A variable's bytes as the object has them: zeros in `.bss`.
  static func initial(_ variable: GlobalVariable, _ object: ObjectFile) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: variable.size)
    guard let section = object.section(named: variable.section), variable.offset >= 0 else { return bytes }
    let contents = object.bytes(of: section)
    for index in bytes.indices where index < contents.count - variable.offset {
      bytes[index] = contents[variable.offset + index]
    }
    return bytes
  }
}
