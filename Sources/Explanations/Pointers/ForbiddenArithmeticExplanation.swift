import BPF
import VerifierLog

/// Arithmetic on a pointer of a kind that has to stay as it is.
public enum ForbiddenArithmeticExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1050", title: "arithmetic on a pointer that has to stay as it is",
    why: """
      Map values, the packet, the stack, memory and kernel objects may be walked through by adding to their pointers. A map \
      itself, a socket, the packet's end and a function may not: they stand for one thing, and what lies beside it is not \
      the program's.
      """,
    fix: "use the pointer as it is; add to a pointer of the kind that is meant: the map's value, the packet's start",
    causes: [
      "a number is added to `data_end`, to test it: add it to the packet's pointer instead",
      "an element of a map is taken by adding to the map: look the element up",
      "`&sk->field` of a socket helper's result is handed on",
    ],
    repair: .init(
      before: """
        if (data_end - 14 < data)
            return XDP_PASS;
        """,
      after: """
        if (data + 14 > data_end)
            return XDP_PASS;
        """),
    seeAlso: ["A1051", "A1055", "A1056"],
    examples: [
      .init(
        "5.4 and later", ["R2 pointer arithmetic on pkt_end prohibited"],
        summary: "arithmetic on the packet's end, which has to stay as it is"),
      .init(
        "5.4 and later", ["R1 pointer arithmetic on map_ptr prohibited"],
        summary: "arithmetic on the map itself, which has to stay as it is"),
      .init(
        "5.4 and later", ["R7 pointer arithmetic on sock prohibited"],
        summary: "arithmetic on a socket, which has to stay as it is"),
      .init(
        "5.4 and later", ["R1 pointer arithmetic on CONST_PTR_TO_MAP prohibited"],
        summary: "arithmetic on the map itself, which has to stay as it is"),
    ])

  private static let format = MessageFormat("R%d pointer arithmetic on %w prohibited")

  /// A pointer that may not be moved. What may be NULL is another page's: there, a check is missing.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      guard let words = format.match(message), !message.contains("null-check it first"), let register = Int(words[0])
      else { continue }
      var result = explained("arithmetic on \(PointerWords.noun(words[1])), which has to stay as it is")
      if words[1] == "pkt_end" {
        result.advice = "add to the packet's pointer and compare the sum with data_end: `data + n > data_end`"
      } else if words[1] == "map_ptr" || words[1] == "CONST_PTR_TO_MAP" {
        result.advice = "look an element up with bpf_map_lookup_elem and use the pointer that it returns"
      }
      result.register = rejection.pointerRegister ?? register
      let name = rejection.called(result.register, else: "the pointer")
      result.label = "computes with \(name) here"
      return result
    }
    return nil
  }
}
