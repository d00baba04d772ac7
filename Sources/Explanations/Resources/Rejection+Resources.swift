import Analysis
import BPF
import BPFObject
import Findings
import VerifierLog

/// Calls and ways out on the failing path, for pages about what is taken and has to be given back.
extension Rejection {
  /// The newest step before the failing one that ran the instruction at `slot`.
  func step(atSlot slot: Int) -> Int? {
    trace.steps.indices.dropLast().last { trace.steps[$0].slot == slot }
  }

  /// The newest step before the failing one that calls one of these functions.
  func newestCall(of names: Set<String>) -> Int? {
    trace.steps.indices.dropLast().last { trace.steps[$0].callee.map(names.contains) ?? false }
  }

  /// The step that opened what `section` says is open at the failing step; nil where the path does not show it.
  func opening(of section: HeldSection) -> Int? {
    var closed = 0
    for step in trace.steps.indices.dropLast().reversed() {
      guard let callee = trace.steps[step].callee else { continue }
      if section.closing.contains(callee) {
        closed += 1
      } else if section.opening.contains(callee) {
        if closed == 0 { return step }
        closed -= 1
      }
    }
    return nil
  }

  /// The newest conditional jump between two steps.
  func newestBranch(after first: Int, before last: Int) -> Int? {
    guard first + 1 < last else { return nil }
    return (first + 1..<last).last {
      if case .branch? = trace.steps[$0].instruction?.kind { true } else { false }
    }
  }

  /// Where the failing path leaves its function: the `return` that it came by, where the exit itself stands only at the
  /// closing brace that all of them share. Nil when the failing step is no exit.
  func wayOut(_ label: String) -> LabelledSpan? {
    guard let exit = failingStep, trace.steps[exit].instruction?.kind == .exit else { return nil }
    let own = span(exit, label)
    let text = own.text?.trimmingPrefix { $0 == " " || $0 == "\t" } ?? ""
    // BPF_PROG and its like wrap the function that was written: the wrapper's exit stands at its first line.
    guard text.first == "}" || Self.wrappers.contains(where: { SourceNames.mentions($0, in: String(text)) }) else {
      return own
    }
    guard let outline = sources[own.span.file], let function = outline.function(atLine: own.span.line) else {
      return loggedReturn(before: exit).map { span($0, label) } ?? own
    }
    for step in (0..<exit).reversed() where trace.steps[step].frame == trace.steps[exit].frame {
      let place = span(step, label).span
      guard place.file == own.span.file, place.line != own.span.line, function.lines.contains(place.line) else {
        continue
      }
      return returnLine(from: place.line, in: function, of: outline)
        .map { outline.span(ofLine: $0, label, at: "return") } ?? own
    }
    return own
  }

  /// The line of a map's declaration that says what its values are.
  func valueLine(ofMap map: String, _ label: String) -> LabelledSpan? {
    let name = mapLine(map, label)
    let typed = mapLine(map, field: "value", label)
    return typed?.span == name?.span ? mapLine(map, field: "value_size", label) : typed
  }

  /// The variable that a step's source line assigns.
  func assignedName(at step: Int) -> String? { text(of: step).flatMap(SourceNames.assigned) }

  /// The step's argument `number` (from 0) as the source has it, without a `&` in front: `it` of `bpf_iter_num_new(&it, ..)`.
  func argumentName(_ number: Int, at step: Int) -> String? {
    guard let call = call(at: step), call.arguments.indices.contains(number) else { return nil }
    let text = call.arguments[number].drop { $0 == "&" || $0 == " " }
    return text.isEmpty || text.utf8.contains(where: { !SourceNames.isWord($0) && !".->[]".utf8.contains($0) })
      ? nil : String(text)
  }

  /// The `return` that a path takes which goes straight from `line` to the end of the function.
  private func returnLine(from line: Int, in function: SourceOutline.Declaration, of outline: SourceOutline) -> Int? {
    let here = outline.text(ofLine: line) ?? ""
    // Behind a loop's head stands its body, and a jump forwards skips what stands behind it.
    let leaps = ["for", "while", "goto"].contains { SourceNames.mentions($0, in: here) }
    var found: Int?
    for candidate in line...function.lines.upperBound {
      let text = outline.text(ofLine: candidate) ?? ""
      if SourceNames.mentions("return", in: text), mayReturn(text) {
        found = candidate
        if !leaps { break }
      }
      if SourceNames.mentions("goto", in: text), !leaps { return outline.returnLine(before: function.lines.upperBound) }
    }
    return found
  }

  /// Whether a line's `return` may have left what r0 holds at the failing exit: a constant has to be that one.
  private func mayReturn(_ line: String) -> Bool {
    guard let exit = failingStep, let state = trace.register(0, before: exit), let range = line.firstRange(of: "return")
    else { return true }
    let words = line[range.upperBound...].prefix { $0 != ";" }.split(separator: " ")
    guard words.count == 1, let said = Int(words[0]) ?? Self.actions[String(words[0])] else { return true }
    return state.constant == Int64(said)
  }

  private static let wrappers = [
    "BPF_PROG", "BPF_PROG2", "BPF_KPROBE", "BPF_KRETPROBE", "BPF_KSYSCALL", "BPF_UPROBE", "BPF_URETPROBE", "BPF_USDT",
  ]

  /// What programs return by name.
  private static let actions = [
    "XDP_ABORTED": 0, "XDP_DROP": 1, "XDP_PASS": 2, "XDP_TX": 3, "TC_ACT_OK": 0, "TC_ACT_SHOT": 2, "SK_DROP": 0,
    "SK_PASS": 1,
  ]

  /// The newest step of a source line with `return` in it, close before the exit.
  private func loggedReturn(before exit: Int) -> Int? {
    (max(0, exit - 8)..<exit).last { step in
      trace.steps[step].frame == trace.steps[exit].frame
        && text(of: step).map { SourceNames.mentions("return", in: $0) } ?? false
    }
  }
}
