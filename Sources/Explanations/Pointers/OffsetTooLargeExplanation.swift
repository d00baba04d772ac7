import BPF
import VerifierLog

/// A pointer moved further than the verifier keeps track of.
public enum OffsetTooLargeExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1057", title: "a pointer is moved further than the verifier follows",
    why: """
      An offset has to stay below 2^29 bytes (512 MiB) in either direction (BPF_MAX_VAR_OFF): no memory that a program may \
      use is larger, and the verifier's own sums could overflow. A number that large usually is one that was never bounded, \
      or one that is a negative 32-bit number read as a 64-bit one.
      """,
    fix: "bound the number by the size of what the pointer points to before it is added",
    causes: [
      "a number from the packet or a map is multiplied by an element's size before it is compared with anything",
      "an unsigned difference wraps: `len - 20` where `len` may be less than 20",
      "a 64-bit value is used as an index, and only its low half is checked",
    ],
    repair: .init(
      before: """
        __u64 at = config->offset;

        value = *(buffer + at);
        """,
      after: """
        __u64 at = config->offset;

        if (at >= BUFFER_SIZE)
            return 0;
        value = *(buffer + at);
        """),
    seeAlso: ["A1056"],
    examples: [
      .init(
        "5.4 and later", ["math between map_value pointer and 4294967295 is not allowed"],
        summary: "a map value pointer is moved by 4,294,967,295 bytes; the limit is 536,870,911 in either direction"),
      .init(
        "5.4 and later", ["fp pointer offset 1073741824 is not allowed"],
        summary: "a stack pointer is moved to the offset 1,073,741,824; the limit is 536,870,911 in either direction"),
      .init(
        "5.4 and later", ["value 1073741824 makes pkt pointer be out of bounds"],
        summary: "a packet pointer is moved by a number that may be 1,073,741,824; "
          + "the limit is 536,870,911 in either direction"),
    ])

  private static let constant = MessageFormat("math between %w pointer and %d is not allowed")
  private static let offset = MessageFormat("%w pointer offset %d is not allowed")
  private static let value = MessageFormat("value %d makes %w pointer be out of bounds")

  /// An offset too large.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard rejection.otherPointerOperator == nil else { return nil }
    for message in rejection.messages {
      if let words = constant.match(message) {
        return told(words[0], "is moved by \(digits(words[1])) bytes", rejection)
      }
      if let words = offset.match(message) {
        return told(words[0], "is moved to the offset \(digits(words[1]))", rejection)
      }
      // A negative one is an index that may be negative: another page's.
      if let words = value.match(message), !words[0].hasPrefix("-") {
        let name = rejection.movingRegister.flatMap { rejection.name(of: $0) }.map { "`\($0)`, which" }
        return told(words[1], "is moved by \(name ?? "a number that") may be \(digits(words[0]))", rejection)
      }
    }
    return nil
  }

  private static func told(_ kind: Substring, _ moved: String, _ rejection: Rejection) -> Explained {
    var result = explained(
      "\(PointerWords.noun(kind)) \(moved); the limit is \(GroupedDigits(limit)) in either direction")
    result.register = rejection.movingRegister ?? rejection.refusedArithmetic?.destination
    return result
  }

  private static func digits(_ text: Substring) -> String { Int(text).map { "\(GroupedDigits($0))" } ?? String(text) }

  /// `BPF_MAX_VAR_OFF` is 1 << 29 (include/linux/bpf_verifier.h).
  private static let limit = (1 << 29) - 1
}
