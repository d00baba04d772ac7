import Analysis
import BPFObject
import BTF
import Findings

/// What the program reads of a kernel type is not there on this kernel.
public enum CORERelocationExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1923", title: "a field or type is not in this kernel as the program declares it (CO-RE)",
    why: """
      The compiler leaves offsets of kernel fields to the loader, which finds them by name in the running kernel's types. \
      Where a field or type is not there, libbpf replaces the instruction by a call that no kernel takes (0xbad2310, which \
      is 195896080), so that only a program that really gets there is refused. Fields are added, renamed and moved from \
      release to release.
      """,
    fix:
      "read the field only where bpf_core_field_exists() says that it is there, and declare the older form with a ___suffix for the rest",
    causes: [
      "The field was renamed or moved to another struct: task_struct.state is __state since 5.14.",
      "vmlinux.h is of another kernel than the one that loads the program.",
      "A struct declared by hand has a field that the kernel's never had, or another nesting.",
      "The struct is of a module that is not loaded.",
    ],
    repair: .init(
      before: "state = BPF_CORE_READ(task, state);",
      after: """
        struct task_struct___new { unsigned int __state; } __attribute__((preserve_access_index));

        if (bpf_core_field_exists(task->state))
            state = BPF_CORE_READ(task, state);
        else
            state = BPF_CORE_READ((struct task_struct___new *)task, __state);
        """),
    seeAlso: ["A1920", "A1910"],
    examples: [
      .init(
        "libbpf 1.x",
        [
          "failed to resolve CO-RE relocation <byte_off> [7] struct task_struct.no_such_field (0:1 @ offset 4)"
        ], summary: "this kernel has no struct task_struct.no_such_field as the program declares it"),
      .init(
        "libbpf 1.x", ["failed to resolve CO-RE relocation <type_id> [9] struct no_such_type"],
        summary: "this kernel has no struct no_such_type as the program declares it"),
      .init(
        "libbpf 1.x", ["failed to resolve CO-RE relocation <enumval_value> [9] enum kinds::NEWER = 4"],
        summary: "this kernel has no enum kinds::NEWER as the program declares it"),
      .init(
        "libbpf before 1.0, other loaders", ["invalid func unknown#195896080"],
        summary: "a field or type that the program uses is not in this kernel: its CO-RE relocation failed"),
      .init(
        "6.10 and later, other loaders", ["program of this type cannot use helper unknown#195896080"],
        summary: "a field or type that the program uses is not in this kernel: its CO-RE relocation failed"),
      .init(
        "libbpf", ["prog 'reads': relo #3: no matching targets found"],
        summary: "a field or type that reads uses is not in this kernel"),
      .init(
        "libbpf",
        [
          "prog 'reads': relo #3: insn #12 (LDX/ST/STX) accesses field incorrectly. Make sure you are accessing pointers, "
            + "unsigned integers, or fields of matching type and size."
        ],
        summary: "a field that reads uses has another size in this kernel, and cannot be read directly"),
      .init(
        "libbpf",
        [
          "prog 'reads': relo #12: target candidate search failed for [30] struct : -22",
          "prog 'reads': relo #12: failed to relocate: -22",
        ], summary: "a CO-RE relocation of reads is of a struct that has no name"),
      .init(
        "libbpf, with what it tells of its search",
        [
          "prog 'reads': relo #0: <byte_off> [7] struct task_struct.pid (0:1 @ offset 4)",
          "prog 'reads': relo #0: patched insn #3 (ALU/ALU64) imm 4 -> 2464",
          "failed to resolve CO-RE relocation <byte_off> [7] struct task_struct.no_such_field (0:1 @ offset 4)",
        ], summary: "this kernel has no struct task_struct.no_such_field as the program declares it"),
      .init(
        "libbpf", ["prog 'reads': relo #3: failed to relocate: -22"],
        summary: "a CO-RE relocation of reads cannot be done"),
      .init(
        "libbpf", ["prog 'reads': relo #3: relocation decision ambiguity: success 16 != success 24"],
        summary: "a type that reads uses is in this kernel several times, in different forms"),
      .init(
        "5.17 and later, light skeletons", ["target candidate search failed for 12"],
        summary: "the kernel finds no type for a CO-RE relocation"),
    ])

  private static let resolved = MessageFormat("failed to resolve CO-RE relocation %w [%d] %s")
  private static let poisoned = "#195896080"
  private static let access = MessageFormat("prog '%w': relo #%d: insn #%d (LDX/ST/STX) accesses field incorrectly")
  private static let none = MessageFormat("prog '%w': relo #%d: no matching targets found")
  private static let ambiguous = MessageFormat("prog '%w': relo #%d: relocation decision ambiguity")
  private static let offsets = MessageFormat("prog '%w': relo #%d: field offset ambiguity")
  private static let anonymous = MessageFormat("prog '%w': relo #%d: target candidate search failed for [%d] %w : ")
  /// What libbpf says when it gives up; it tells of its search in lines that begin the same.
  private static let failures = [
    "failed to ", "bad ", "unexpected ", "unrecognized ", "target candidate search failed",
  ]
  private static let any = MessageFormat("prog '%w': relo #%d: %s")
  private static let candidates = MessageFormat("target candidate search failed for")

  /// A relocation that has no target.
  public static func explain(_ rejection: Rejection) -> Explained? {
    if let (_, words) = rejection.first(resolved) { return named(String(words[2]), rejection) }
    if rejection.messages.contains(where: { $0.hasSuffix(poisoned) || $0.contains("<invalid CO-RE relocation>") }) {
      var explained = explained(
        "a field or type that the program uses is not in this kernel: its CO-RE relocation failed")
      explained.label = "reads a field or type that this kernel does not have"
      explained.related = []
      return explained
    }
    if let (_, words) = rejection.first(access) {
      return explained(
        "a field that \(words[0]) uses has another size in this kernel, and cannot be read directly",
        advice: "read it with BPF_CORE_READ() or bpf_core_read() into a variable of the declared size")
    }
    if let (_, words) = rejection.first(ambiguous, offsets) {
      return explained(
        "a type that \(words[0]) uses is in this kernel several times, in different forms",
        advice: "use a type that the kernel and its modules have once, or unload the module that has the other form")
    }
    if let (_, words) = rejection.first(anonymous) {
      return explained(
        "a CO-RE relocation of \(words[0]) is of a \(words[3]) that has no name",
        advice: "give the \(words[3]) a name, or read its members without preserve_access_index")
    }
    for message in rejection.messages {
      guard let words = any.match(message), failures.contains(where: words[2].hasPrefix) else { continue }
      return explained("a CO-RE relocation of \(words[0]) cannot be done")
    }
    if rejection.first(candidates) != nil { return explained("the kernel finds no type for a CO-RE relocation") }
    // A check whether a field exists leaves the same line, and is no refusal.
    guard let (_, words) = rejection.first(none) else { return nil }
    var explained = explained("a field or type that \(words[0]) uses is not in this kernel")
    explained.isGeneral = true
    return explained
  }

  /// The field or type that libbpf names.
  private static func named(_ text: String, _ rejection: Rejection) -> Explained {
    let end = [" (", " = "].compactMap { text.firstRange(of: $0)?.lowerBound }.min() ?? text.endIndex
    let name = String(text[..<end])
    var advice: String?
    if name.hasPrefix("enum ") || name.contains("::") {
      advice = "use the value only where bpf_core_enum_value_exists() says that it is there"
    } else if !name.contains(".") {
      advice = "use the type only where bpf_core_type_exists() says that it is there"
    }
    var explained = explained("this kernel has no \(name) as the program declares it", advice: advice)
    explained.label = "reads \(name)"
    explained.related = []
    // `struct task_struct.state`: the last word is what the C line has.
    let last = name.split(whereSeparator: { ". :[]".contains($0) }).last.map(String.init) ?? name
    explained.primary = place(last, name, rejection)
    if let primary = explained.primary, let field = fieldLine(last, of: name, rejection),
      field.span.line != primary.span.line
    {
      explained.related = [field]
    }
    return explained
  }

  /// Where the program first uses the field: by the relocation that the object has for it, else by the text.
  private static func place(_ last: String, _ name: String, _ rejection: Rejection) -> LabelledSpan? {
    let label = "uses \(name), which is not in this kernel"
    if let step = rejection.failingStep, rejection.text(of: step).map({ SourceNames.mentions(last, in: $0) }) ?? false {
      return rejection.span(step, label)
    }
    for relocation in rejection.program?.coreRelocations ?? [] {
      guard let span = rejection.span(ofSlot: relocation.slot, label),
        span.text.map({ SourceNames.mentions(last, in: $0) }) ?? false
      else { continue }
      return span
    }
    let written = rejection.program.flatMap { program in
      rejection.codeLine(with: last, label, inFunction: program.name) { !$0.contains("_exists") }
    }
    return written ?? rejection.failingStep.map { rejection.span($0, label) }
  }

  private static func fieldLine(_ last: String, of name: String, _ rejection: Rejection) -> LabelledSpan? {
    let type = name.split(whereSeparator: { " .".contains($0) }).dropFirst().first.map(String.init) ?? ""
    for (_, outline) in rejection.sources.sorted(by: { $0.key < $1.key }) {
      guard let declaration = outline.type(named: type) else { continue }
      for line in declaration.lines {
        guard let text = outline.text(ofLine: line), SourceNames.mentions(last, in: text) else { continue }
        return outline.span(ofLine: line, "declared here", at: last)
      }
    }
    return nil
  }
}
