public import Findings
public import Scripts

/// `rand()`, which bpftrace has as a word without parentheses.
public enum RandomCallRule: ScriptRule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2051", name: "random-call", group: .refused, severity: .error,
    title: "rand is called like a function",
    why: """
      rand is one of bpftrace's words and no function: with parentheses the script does not compile, and bpftrace says no \
      more than Unknown function. It is bpf_get_prandom_u32, made in the kernel for each event; that costs more than a count \
      does, so it pays only before dear work.
      """,
    fix: "write rand, as in /rand % 100 == 0/")

  /// Each such call.
  public static func check(_ script: Script, targets: [LintTarget]) -> [Finding] {
    script.probes.flatMap { probe in
      [probe.predicate ?? [], probe.body].flatMap { words in
        words.indices.compactMap { index -> Finding? in
          guard words[index].text == "rand", words.arguments(at: index + 1)?.isEmpty == true else { return nil }
          let place = words[index].range.lowerBound..<words[index + 2].range.upperBound
          let span = script.span(place, "a word, not a function")
          return finding(
            "rand() is no function of bpftrace", primary: span, edit: Edit(span, replacing: "rand()", with: "rand"),
            claim: .inferred(because: "bpftrace has rand without parentheses alone"))
        }
      }
    }
  }
}
