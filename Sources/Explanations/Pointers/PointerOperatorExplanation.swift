import BPF
import VerifierLog

/// An operation on a pointer that leaves no pointer: masks, shifts, multiplication, negation.
public enum PointerOperatorExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1051", title: "an operation on a pointer other than adding to it",
    why: """
      A pointer may be added to and subtracted from, nothing else: after a mask, a shift, a multiplication or a negation \
      the verifier could no longer say what it points to, and a number made of it would show a kernel address.
      """,
    fix: "compute the offset as a number first, and add it to the pointer last",
    causes: [
      "a pointer is aligned by masking it: mask the offset instead",
      "a pointer is hashed or used as a key: read what identifies the object (an id, a cookie) instead",
      "the mask meant for an index is written around the whole sum: `(base + i) & 15`",
      "flags are kept in a pointer's low bits",
      "the compiler writes | for + where it knows that no bits overlap: an aligned array with a masked index",
    ],
    repair: .init(
      before: "value = *(__u8 *)((unsigned long)(buffer + i) & ~7UL);",
      after: "value = buffer[i & ~7U & (SIZE - 1)];"),
    seeAlso: ["A1050", "A1052", "A1053"],
    examples: [
      .init(
        "5.4 and later", ["R1 bitwise operator &= on pointer prohibited"],
        summary: "a pointer is changed by &=; only + and - are allowed"),
      .init(
        "5.4 and later", ["R3 pointer arithmetic with <<= operator prohibited"],
        summary: "a pointer is changed by <<=; only + and - are allowed"),
      .init(
        "5.4 and later", ["R2 pointer arithmetic prohibited"],
        summary: "a pointer is negated or its bytes are swapped; only + and - are allowed"),
      .init(
        "5.4 and later", ["R0 bitwise operator |= on pointer prohibited"],
        path: ["0: R1=ctx(off=0,imm=0) R10=fp0", "0: (bf) r0 = r10", "1: R0_w=fp0", "1: (47) r0 |= 1"],
        summary: "a stack pointer is changed by |=; only + and - are allowed"),
      .init(
        "5.4 and later", ["math between pkt pointer and 8589934584 is not allowed"],
        path: [
          "0: (61) r2 = *(u32 *)(r1 +0)          ; R1=ctx() R2=pkt(r=0)",
          "1: (18) r3 = 0x1fffffff8              ; R3=0x1fffffff8", "3: (5f) r2 &= r3",
        ],
        summary: "a packet pointer is changed by &=; only + and - are allowed"),
    ])

  private static let bitwise = MessageFormat("R%d bitwise operator %w on pointer prohibited")
  private static let other = MessageFormat("R%d pointer arithmetic with %w operator prohibited")
  private static let number = MessageFormat("math between %w pointer and ")
  private static let unary = MessageFormat("R%d pointer arithmetic prohibited")

  /// An operator that no pointer survives.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      if let words = bitwise.match(message) ?? other.match(message) {
        var result = told(Int(words[0]), "is changed by \(words[1])", rejection)
        if words[1] == "|=", let step = rejection.failingStep, let line = rejection.text(of: step), !line.contains("|")
        {
          result.notes = [
            "The source has no | here: the compiler writes it for + where it knows that no bits overlap, as in an "
              + "aligned array with a masked index."
          ]
          result.advice = "hide the index from the compiler before it is used: `asm volatile(\"\" : \"+r\"(index))`"
        }
        return result
      }
      if let words = unary.match(message) {
        return told(Int(words[0]), "is negated or its bytes are swapped", rejection)
      }
      if number.match(message) != nil, let operation = rejection.otherPointerOperator {
        return told(rejection.pointerRegister, "is changed by \(operation.symbol)", rejection)
      }
    }
    return nil
  }

  private static func told(_ register: Int?, _ what: String, _ rejection: Rejection) -> Explained {
    let register = rejection.pointerRegister ?? register
    let step = rejection.failingStep
    let kind = register.flatMap { number in step.flatMap { rejection.trace.register(number, before: $0) } }
    let noun = kind.map { PointerWords.noun($0.word) } ?? "a pointer"
    let name = register.flatMap { rejection.name(of: $0) }
    var result = explained("\(name.map { "`\($0)`, \(noun)," } ?? noun) \(what); only + and - are allowed")
    result.register = register
    result.label = "\(name.map { "`\($0)`" } ?? noun) \(what) here"
    return result
  }
}
