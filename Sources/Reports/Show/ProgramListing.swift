/// A program for a terminal: its functions, their instructions in the verifier's words and the C that they came from.
public enum ProgramListing {
  /// The listing, each line ended by a newline.
  public static func text(_ program: ShownProgram, _ traits: TerminalTraits = TerminalTraits()) -> String {
    var out = heading(program, traits)
    var functions = program.functions.makeIterator()
    var next = functions.next()
    let width = String(program.instructions).count
    // Compilers record a line again for each of its columns.
    var source: String?
    for instruction in program.listing ?? [] {
      if let function = next, function.firstInstruction <= instruction.number {
        out += "\n" + traits.styled(cut(words(function), traits), .strong) + "\n"
        next = functions.next()
        source = nil
      }
      if let words = instruction.source?.words, words != source {
        out += traits.styled(cut("; \(TerminalText.escape(words))", traits), .faint) + "\n"
        source = words
      }
      let number = String(instruction.number)
      let padding = String(repeating: " ", count: max(0, width - number.count))
      let opcode = String(instruction.opcode, radix: 16)
      let line =
        "\(instruction.isJumpTarget ? ">" : " ") \(padding)\(number): (\(opcode.count == 1 ? "0" : "")\(opcode)) "
        + TerminalText.escape(instruction.text)
      out += cut(line, traits) + "\n"
    }
    return out
  }

  private static func heading(_ program: ShownProgram, _ traits: TerminalTraits) -> String {
    var out = traits.styled(cut("program \(TerminalText.escape(program.name))", traits), .strong) + "\n"
    let type = program.type ?? "type unknown"
    let attach = program.attachType.map { ", attach type \($0)" } ?? ""
    var facts = ["section \(TerminalText.escape(program.section)): \(type)\(attach)"]
    var sizes = [
      NumberText.count(program.instructions, "instruction"), NumberText.count(program.functions.count, "function"),
    ]
    if program.coreRelocations > 0 { sizes.append(NumberText.count(program.coreRelocations, "CO-RE relocation")) }
    facts.append(sizes.joined(separator: ", "))
    if !program.maps.isEmpty { facts.append("maps: " + program.maps.map(TerminalText.escape).joined(separator: ", ")) }
    if let stack = program.stack {
      let chain = zip(stack.functions, stack.frames).map { "\(TerminalText.escape($0)) (\($1))" }
      facts.append("stack: \(chain.joined(separator: " -> ")): \(stack.bytes) of 512 bytes, \(stack.rule)")
    }
    if let problem = program.problem { facts.append("problem: \(TerminalText.escape(problem))") }
    for fact in facts {
      for (index, line) in TerminalText.wrap(fact, to: traits.columns - 2).enumerated() {
        out += cut((index == 0 ? "" : "  ") + line, traits) + "\n"
      }
    }
    return out
  }

  private static func words(_ function: ShownFunction) -> String {
    let last = function.firstInstruction + function.instructions - 1
    let loops = function.loops == 0 ? "" : ", \(NumberText.count(function.loops, "loop"))"
    return
      "\(TerminalText.escape(function.name)): \(function.kind), instructions \(function.firstInstruction) to \(last), "
      + "\(function.frameBytes) bytes of stack\(loops)"
  }

  private static func cut(_ line: String, _ traits: TerminalTraits) -> String {
    TerminalText.cut(line, to: traits.columns)
  }
}
