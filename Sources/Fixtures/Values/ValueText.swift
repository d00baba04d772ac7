public import BTF
import Placed

/// Values for people.
public enum ValueText {
  /// A value in one line: `{pid: 5, comm: "nginx", address: 10.0.0.9}`. Long lists end in `...`. Bytes that do not fit the
  /// type are shown as bytes.
  public static func text(_ bytes: [UInt8], type: TypeID, types: TypeTable) -> String {
    line(ValueReader.tree(bytes, type, types))
  }

  /// A value as lines, a field a line, those of inner structs indented.
  public static func lines(_ bytes: [UInt8], type: TypeID, types: TypeTable) -> [String] {
    lines(ValueReader.tree(bytes, type, types))
  }

  /// Lists and bytes are cut in lines for people.
  private static let longest = 32
  private static let width = 80

  static func line(_ tree: ValueTree) -> String {
    switch tree {
    case .scalar(let word): return word
    case .text(let text): return "\"\(text)\""
    case .hex(let bytes):
      let shown = HexText.text(bytes.prefix(longest), separator: " ")
      return bytes.isEmpty ? "(no bytes)" : "hex \(shown)\(bytes.count > longest ? " ... (\(bytes.count) bytes)" : "")"
    case .list(let elements):
      var runs: [(text: String, count: Int)] = []
      for element in elements {
        let text = line(element)
        if runs.last?.text == text { runs[runs.count - 1].count += 1 } else { runs.append((text, 1)) }
        if runs.count > longest { break }
      }
      let shown = runs.prefix(longest).map {
        $0.count > 3 ? "\($0.text) x \($0.count)" : Array(repeating: $0.text, count: $0.count).joined(separator: ", ")
      }
      return "[\(shown.joined(separator: ", "))\(runs.count > longest ? ", ... (\(elements.count) elements)" : "")]"
    case .fields(let fields):
      return "{\(fields.map { "\($0.name): \(line($0.value))" }.joined(separator: ", "))}"
    }
  }

  private static func lines(_ tree: ValueTree) -> [String] {
    guard case .fields(let fields) = tree, !fields.isEmpty else { return [line(tree)] }
    return fields.flatMap { field -> [String] in
      let short = line(field.value)
      guard case .fields = field.value, short.unicodeScalars.count + field.name.count > width else {
        return ["\(field.name): \(short)"]
      }
      return ["\(field.name):"] + lines(field.value).map { "  " + $0 }
    }
  }
}
