import VerifierLog

extension Trace {
  /// The trace as text that a reviewer can read beside the log.
  var rendered: String {
    var out = ""
    func line(_ text: String) { out += text + "\n" }
    if let globalFunction { line("global function \(globalFunction)") }
    remarks.forEach { line("remark \($0)") }
    entry.forEach { line("entry \($0.rendered)") }
    for (index, step) in steps.enumerated() {
      if let omission = step.omission { line("--- \(omission.lines) lines, \(omission.iterations ?? 0) rounds") }
      if index > 0, !step.isContinuous, step.omission == nil { line("--- broken") }
      let place = source(of: index).map { "\($0.file ?? "-"):\($0.line ?? 0) \($0.text)" } ?? "-"
      let way = step.isTaken.map { $0 ? " [taken]" : " [not taken]" } ?? ""
      line("\(String(repeating: "  ", count: step.frame))\(step.slot) \(step.text)\(way)  ; \(place)")
      step.changes.forEach { line("    \($0.rendered)") }
      step.remarks.forEach { line("    remark \($0)") }
    }
    if let last = steps.indices.last {
      line("before the last step:")
      let state = state(before: last)
      for (number, register) in state.registers.sorted(by: { $0.key < $1.key }) {
        line("  r\(number) \(register.word) \(register.constant.map(String.init) ?? "-") offset \(register.offset)")
      }
      for (offset, slot) in state.stack.sorted(by: { $0.key < $1.key }) {
        line("  \(offset) \(slot.bytes)\(slot.value?.word ?? "")\(slot.object ?? "")")
      }
      if let references = state.references { line("  references \(references)") }
    }
    return out
  }
}

extension StateChange {
  fileprivate var rendered: String { "\(isWhole ? "=" : "~") frame \(frame): \(text)" }
}
