import BPFObject
import BTF
import Findings

/// A call of a function that is neither in the object nor the kernel's to give.
public enum LinkedFunctionExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1928", title: "a function is called that no BPF program has: a C library's, or one of another file",
    why: """
      A BPF object is loaded alone: there is no C library, and a call has to be inlined, in the same file, a helper or a \
      kernel function declared __ksym. What clang leaves as an undefined symbol - memset of a large or variable size, printf, \
      a function of another C file - has no BTF that libbpf could resolve it by.
      """,
    fix: "write the function in the program, or use a helper that does it",
    causes: [
      "memset, memcpy or memcmp of a size that is not a small constant: clang calls the C library's.",
      "strlen, strcmp, printf, malloc and the like.",
      "A function that is declared and defined in another file, and the objects are not linked with bpftool gen object.",
      "`unreachable` code: newer clang calls __bpf_trap there.",
      "A kernel function without __ksym.",
    ],
    repair: .init(
      before: "memset(buffer, 0, size); /* size is variable */",
      after: "__builtin_memset(buffer, 0, sizeof(buffer));"),
    wordings: [
      .init("libbpf", "failed to find BTF for extern '%w'", "{0} is used, and is not defined in the object"),
      .init(
        "libbpf", "extern function %w is unsupported under %w section",
        "{0} is declared in {1}, where functions cannot be"),
      .init(
        "libbpf", "extern '%w': unrecognized extern kind", "{0} is declared extern, and is neither a ksym nor a kconfig"
      ),
      .init(
        "libbpf", "only extern variables and functions are supported, but got '%w' for '%w'",
        "{1} is declared extern, and is no variable and no function"),
      .init(
        "libbpf", "prog '%w': extern relo failed to find extern for '%w'",
        "{0} uses {1}, which is not defined in the object"),
      .init(
        "libbpf", "failed to find extern definition for BTF %w '%w'", "{1} is declared, and not defined in the object"),
      .init(
        "libbpf linker", "global '%w': failed to resolve size of underlying type",
        "{0} is used, and has no type that could be linked"),
    ],
    seeAlso: ["A1926", "A1930"],
    examples: [
      .init(
        "libbpf", ["failed to find BTF for extern 'memset': -2"],
        summary: "memset is used, and is not defined in the object"),
      .init(
        "libbpf", ["failed to find BTF for extern 'printf' [24] section: -2"],
        summary: "printf is used, and is not defined in the object"),
      .init(
        "libbpf", ["extern function work is unsupported under .kconfig section"],
        summary: "work is declared in .kconfig, where functions cannot be"),
      .init(
        "libbpf", ["extern 'limit': unrecognized extern kind"],
        summary: "limit is declared extern, and is neither a ksym nor a kconfig"),
      .init(
        "libbpf", ["only extern variables and functions are supported, but got 'typedef' for 'limit'"],
        summary: "limit is declared extern, and is no variable and no function"),
      .init(
        "libbpf", ["prog 'copies': extern relo failed to find extern for 'memcpy' (9)"],
        summary: "copies uses memcpy, which is not defined in the object"),
      .init(
        "libbpf", ["failed to find extern definition for BTF var 'limit'"],
        summary: "limit is declared, and not defined in the object"),
      .init(
        "libbpf linker", ["global '__bpf_trap': failed to resolve size of underlying type: -22"],
        summary: "__bpf_trap is used, and has no type that could be linked"),
    ])

  private static let name = MessageFormat("failed to find BTF for extern '%w'")
  private static let function = MessageFormat("extern function %w is unsupported")
  private static let relocated = MessageFormat("prog '%w': extern relo failed to find extern for '%w'")
  private static let kind = MessageFormat("extern '%w': unrecognized extern kind")

  /// A symbol that nobody gives.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var explained = worded(rejection) else { return nil }
    guard let (_, words) = rejection.first(name, function, relocated, kind), let symbol = words.last.map(String.init)
    else { return explained }
    switch symbol {
    case "memset", "memcpy", "memmove", "memcmp", "bcmp":
      explained.advice =
        "call __builtin_\(symbol == "bcmp" ? "memcmp" : symbol) with a small constant size, or loop over the bytes within a constant bound"
    case "printf", "puts": explained.advice = "use bpf_printk(), or send the values through a ring buffer"
    case "strlen", "strcmp", "strncmp":
      explained.advice = "compare within a constant bound, or with bpf_strncmp() (5.17)"
    case "malloc", "free", "calloc": explained.advice = "keep what has to last in a map: there is no heap"
    case "__bpf_trap":
      explained.advice =
        "remove the code that clang finds unreachable, such as a function whose end is reached without a return"
    default:
      explained.advice =
        "define it in this file; what the kernel has needs __ksym in its declaration, what another file has "
        + "`bpftool gen object`"
    }
    explained.primary = rejection.useLine(ofExtern: symbol, "\(symbol) is used here") ?? use(symbol, rejection)
    explained.fixPlace = rejection.externLine(symbol, "declared here") ?? prototype(symbol, rejection)
    return explained
  }

  /// The line that only declares the function.
  private static func prototype(_ symbol: String, _ rejection: Rejection) -> LabelledSpan? {
    rejection.codeLine(with: symbol, "declared here, and defined nowhere in this file") { line in
      line.contains("(") && line.contains(");") && line.first?.isWhitespace == false
    }
  }

  /// The use in any program of the object: the object is refused as a whole.
  private static func use(_ symbol: String, _ rejection: Rejection) -> LabelledSpan? {
    guard let object = rejection.object else { return nil }
    for program in object.programs {
      for reference in program.references {
        guard case .unresolved(symbol, _) = reference.target, let line = program.line(atSlot: reference.slot),
          line.line > 0
        else { continue }
        return LabelledSpan(
          SourceSpan(file: line.file, line: line.line, column: line.column > 0 ? line.column : nil),
          label: "\(symbol) is used here", text: line.text)
      }
    }
    return nil
  }
}
