public import Findings
import Analysis
import BPF
import BPFObject

/// A division by 0 or a shift wider than the register, as a constant.
public enum ImpossibleNumberRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2041", name: "impossible-number", group: .refused, severity: .error,
    title: "a division by the constant 0, or a shift wider than the register",
    why: """
      In C both are undefined, and clang leaves nothing of them; assembly and other compilers write them down, and the verifier \
      refuses the instruction wherever it stands.
      """,
    fix: "divide by what may be 0 only behind a check, and shift by less than the width", seeAlso: ["A1805"])

  private static let divisions: Set<ArithmeticOperation> = [.divide, .divideSigned, .modulo, .moduloSigned]
  private static let shifts: Set<ArithmeticOperation> = [.shiftLeft, .shiftRight, .shiftRightSigned]

  /// Each such instruction.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.programs.flatMap { program in
      program.flow.instructions.enumerated().compactMap { index, instruction -> Finding? in
        guard case .arithmetic(let operation, let width, _, .immediate(let number)) = instruction.kind else {
          return nil
        }
        let isDivision = divisions.contains(operation) && number == 0
        let isShift = shifts.contains(operation) && !(0..<Int32(width.rawValue)).contains(number)
        guard isDivision || isShift else { return nil }
        return finding(
          isDivision ? "a division by 0" : "a shift by \(number) of a register of \(width.rawValue) bits", in: program,
          slot: program.program.slots.slot(ofInstruction: index), label: "refused wherever it stands",
          claim: .declared(section: program.program.section))
      }
    }
  }
}
