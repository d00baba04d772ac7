extension LayeredGraph {
  /// The graph in the DOT language of Graphviz.
  public var dot: String {
    var out = "digraph \(quoted(title)) {\n"
    out += "  label=\(quoted(title)); labelloc=t; fontname=monospace;\n"
    out += "  node [shape=box, fontname=monospace, fontsize=10]; edge [fontname=monospace, fontsize=9];\n"
    for (index, node) in nodes.enumerated() {
      let lines = ([node.heading] + node.lines.map(\.text)).map { escaped($0) + "\\l" }
      out += "  n\(index) [label=\"\(lines.joined())\"];\n"
    }
    for edge in drawableEdges {
      let style =
        switch edge.style {
        case .next: ""
        case .taken: " [label=\"taken\", style=bold]"
        case .jump: " [style=dotted]"
        }
      out += "  n\(edge.source) -> n\(edge.target)\(style);\n"
    }
    return out + "}\n"
  }

  private func quoted(_ text: String) -> String { "\"\(escaped(text))\"" }

  /// A backslash begins an escape in a label, so it is doubled; control characters cannot be written.
  private func escaped(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": out += "\\\\"
      case "\"": out += "\\\""
      case "\t": out += " "
      case _ where scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value): out.unicodeScalars.append("\u{fffd}")
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}
