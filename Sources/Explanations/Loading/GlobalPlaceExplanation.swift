import BPFObject
import Findings

/// An address in global data that lies outside of it.
public enum GlobalPlaceExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1950", title: "the address of a global variable lies outside of its section",
    why: """
      Global variables live in a map with one value, the section. An address in it is written into the instruction, and the \
      kernel refuses one at or behind the section's end before the program is walked: an index that is a constant too large \
      for its array is often folded into such an address.
      """,
    fix: "keep constant indices of global arrays below the array's length",
    causes: [
      "A global array indexed by a constant behind its end: the compiler adds it to the array's address.",
      "A loop over a global array that runs one too far and is unrolled.",
    ],
    repair: .init(before: "int counts[4];\n\ncounts[4]++;", after: "int counts[5];\n\ncounts[4]++;"),
    wordings: [
      .init(
        "5.2 and later", "invalid access to map value pointer, value_size=%d off=%d",
        "an address {1} bytes into a section of {0} bytes of global variables is used"),
      .init(
        "5.2 and later", "direct value offset of %d is not allowed",
        "an address {0} bytes into a section of global variables is used: that is further than any reaches"),
    ],
    seeAlso: ["A1931"],
    examples: [
      .init(
        "5.2 and later", ["invalid access to map value pointer, value_size=16 off=16"],
        summary: "an address 16 bytes into a section of 16 bytes of global variables is used"),
      .init(
        "5.2 and later", ["direct value offset of 536870912 is not allowed"],
        summary:
          "an address 536870912 bytes into a section of global variables is used: that is further than any reaches"),
    ])

  private static let outside = MessageFormat("invalid access to map value pointer, value_size=%d off=%d")

  /// An address behind the end. The object tells which instruction has it: the kernel does not.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var explained = worded(rejection) else { return nil }
    guard let (_, words) = rejection.first(outside), let offset = Int(words[1]), let object = rejection.object,
      let program = rejection.program
    else { return explained }
    for reference in program.references {
      guard case .variable(let map, offset) = reference.target, object.maps.indices.contains(map),
        let span = rejection.span(ofSlot: reference.slot, "behind the end of the section")
      else { continue }
      explained.primary = span
      let before = object.variables.filter { $0.section == object.maps[map].section && $0.offset < offset }
      if let variable = before.max(by: { $0.offset < $1.offset }) {
        explained.summary =
          "\(variable.name) has \(variable.size) bytes, and byte \(offset - variable.offset) of it is used"
        explained.fixPlace =
          rejection.declaration(variable.name, "has \(variable.size) bytes")
          ?? rejection.codeLine(with: variable.name, "has \(variable.size) bytes")
      }
      break
    }
    return explained
  }
}
