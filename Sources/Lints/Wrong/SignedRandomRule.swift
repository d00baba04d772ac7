public import Findings
import Analysis
import BPF
import BPFObject

/// A remainder of a random number that may be negative.
public enum SignedRandomRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2113", name: "signed-random", group: .wrong, severity: .warning,
    title: "the remainder of a random number is taken as of a signed one",
    why: """
      bpf_get_prandom_u32 returns all 32 bits. Kept in an int, half of the numbers are negative, and so are their \
      remainders: of r % 100 < 10 more than half are true, not a tenth.
      """,
    fix: "keep the number in a __u32")

  private static let source = "bpf_get_prandom_u32"

  /// The first such remainder of each program's random numbers.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.programs.flatMap { program -> [Finding] in
      let random = Set(program.calls(of: source).map(\.slot))
      guard !random.isEmpty else { return [] }
      var told: Set<Int> = []
      return program.findings { instruction, state in
        guard
          case .arithmetic(let operation, _, let register, let operand) = instruction.kind,
          let call = signedRandom(operation, state[register], state.value(of: operand), random)
        else { return nil }
        let slot = instruction.slot
        // A division is made of the same multiplication.
        guard program.span(slot, "").text?.contains("%") ?? false, told.insert(call).inserted else { return nil }
        return finding(
          "the remainder of a random number is taken as of a signed one: half of them are negative",
          in: program, slot: slot, label: "negative for half of the numbers",
          claim: .inferred(because: "the helper's result is extended by its sign first"))
      }
    }
  }

  /// The call whose result is divided with its sign: clang makes a multiplication of a division by a constant.
  private static func signedRandom(
    _ operation: ArithmeticOperation, _ left: SymbolicValue, _ right: SymbolicValue, _ random: Set<Int>
  ) -> Int? {
    switch (operation, right) {
    case (.moduloSigned, _): return result(left, random)
    case (.multiply, .constant(let factor)) where factor >= 1 << 24:
      guard
        case .computed(.shiftRightSigned, _, .computed(.shiftLeft, _, let inner, .constant(32)), .constant(32)) = left
      else { return nil }
      return result(inner, random)
    default: return nil
    }
  }

  private static func result(_ value: SymbolicValue, _ random: Set<Int>) -> Int? {
    switch value {
    case .result(let slot): random.contains(slot) ? slot : nil
    case .truncated(let inner): result(inner, random)
    default: nil
    }
  }
}
