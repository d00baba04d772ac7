public import BTF
import Placed

/// Values as text that a test file takes: written again, it gives the same bytes where fields are, whatever the padding
/// was.
public enum ValueYAML {
  /// A value in one line.
  public static func text(_ bytes: [UInt8], type: TypeID, types: TypeTable) -> String {
    flow(ValueReader.tree(bytes, type, types))
  }

  /// A value as lines of a block, a field a line; the caller indents them. A value without fields is one line.
  public static func lines(_ bytes: [UInt8], type: TypeID, types: TypeTable) -> [String] {
    block(ValueReader.tree(bytes, type, types))
  }

  /// Text in the quotes that YAML reads back as the same.
  public static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\" + String(scalar)
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      default:
        if scalar.value < 0x20 || scalar.value == 0x7f {
          quoted += "\\x" + HexText.byte(UInt8(scalar.value))
        } else {
          quoted.unicodeScalars.append(scalar)
        }
      }
    }
    return quoted + "\""
  }

  private static let width = 100

  /// A word without quotes where YAML lets it.
  static func word(_ text: String) -> String {
    let plain = text.utf8.allSatisfy { $0.isIdentifierByte || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
    let isBigEndian = text.hasPrefix("be ") && WholeNumber(text.dropFirst(3)) != nil
    return plain && !text.isEmpty && !text.hasPrefix(".") && text != "-" && !text.hasPrefix("---") || isBigEndian
      ? text : quoted(text)
  }

  static func flow(_ tree: ValueTree) -> String {
    switch tree {
    case .scalar(let text): word(text)
    case .text(let text): quoted(text)
    case .hex(let bytes): "{hex: \"\(HexText.text(bytes))\"}"
    case .list(let elements): "[\(elements.map(flow).joined(separator: ", "))]"
    case .fields(let fields): "{\(fields.map { "\(word($0.name)): \(flow($0.value))" }.joined(separator: ", "))}"
    }
  }

  static func block(_ tree: ValueTree) -> [String] {
    guard case .fields(let fields) = tree, !fields.isEmpty else { return [flow(tree)] }
    return fields.flatMap { field -> [String] in
      let short = "\(word(field.name)): \(flow(field.value))"
      guard case .fields(let inner) = field.value, !inner.isEmpty, short.utf8.count > width else { return [short] }
      return ["\(word(field.name)):"] + block(field.value).map { "  " + $0 }
    }
  }
}
