public import BPFObject
import BTF

/// Global variables as text.
public enum GlobalText {
  /// One variable.
  public struct Value: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// Its value in one line for people.
    public var text: String
    /// Its value in one line of YAML, as `GlobalFixture` and `GlobalExpectation` take it.
    public var yaml: String
  }

  /// The variables of a section with what its bytes say, by their places.
  public static func values(of section: String, bytes: [UInt8], object: ObjectFile) -> [Value] {
    object.variables.filter { $0.section == section }.compactMap { variable in
      guard variable.offset >= 0, variable.size > 0, variable.offset <= bytes.count,
        variable.size <= bytes.count - variable.offset,
        let type = ValueType(variable.type, in: object.types, bytes: variable.size)
      else { return nil }
      let own = Array(bytes[variable.offset..<(variable.offset + variable.size)])
      return Value(name: variable.name, text: type.text(own), yaml: type.yaml(own))
    }
  }
}
