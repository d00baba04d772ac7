import Findings
import Project

/// Flags that are safe to pass on. The list is of what is allowed: looking at someone's repository must not run its code
/// or write to its files, and compilers have more flags that do than anyone can name.
public struct CompilerFlags: Hashable, Sendable {
  /// What goes on clang's command line, paths resolved.
  public let arguments: [String]
  /// Files named by `-include`, which clang does not list among the headers that it read.
  let forcedIncludes: [String]
  /// Directories that headers are looked for in.
  let searched: [String]

  /// No flags.
  public static let none = CompilerFlags()

  private init() {
    arguments = []
    forcedIncludes = []
    searched = []
  }

  private init(arguments: [String], forcedIncludes: [String], searched: [String]) {
    self.arguments = arguments
    self.forcedIncludes = forcedIncludes
    self.searched = searched
  }

  /// These flags and then others; the compiler takes the last of two that contradict each other.
  public func adding(_ others: CompilerFlags) -> CompilerFlags {
    CompilerFlags(
      arguments: arguments + others.arguments, forcedIncludes: forcedIncludes + others.forcedIncludes,
      searched: searched + others.searched)
  }

  /// Checks every word. Relative paths of `-I` and its like are taken from `directory`: that of `assay.yml`, or the
  /// working directory for `--cflags`.
  public init(_ words: [CompilerFlag], relativeTo directory: String) throws(FlagRefusal) {
    var arguments: [String] = []
    var included: [String] = []
    var searched = [directory]
    var refusals: [Finding] = []
    var rest = words[...]
    while let word = rest.popFirst() {
      switch Self.judge(word.text) {
      case .plain: arguments.append(word.text)
      case .dropped: break
      case .refused(let reason): refusals.append(Self.refusal(word, reason))
      case .valued(let option, let attached, let kind):
        guard let value = attached ?? rest.popFirst()?.text, !value.isEmpty, !value.utf8.contains(0) else {
          refusals.append(Self.refusal(word, "it needs a value"))
          continue
        }
        switch kind {
        case .text: arguments += [option + value]
        case .target:
          if value != "bpf" && value != "bpfel" {
            refusals.append(Self.refusal(word, "only the target bpf is compiled for"))
          }
        case .directory:
          let path = LocalFile.join(directory, value)
          searched.append(path)
          arguments += [option, path]
        case .file:
          let path = searched.map { LocalFile.join($0, value) }.first(where: LocalFile.exists)
          guard let path else {
            refusals.append(Self.refusal(word, "there is no file \(value)"))
            continue
          }
          included.append(path)
          // The driver's own -include would prefer a precompiled `FILE.pch` that lies beside the file.
          arguments += ["-Xclang", "-include", "-Xclang", path]
        }
      }
    }
    guard refusals.isEmpty else { throw FlagRefusal(findings: refusals) }
    self.arguments = arguments
    forcedIncludes = included
    self.searched = Array(searched.dropFirst())
  }

  private enum ValueKind {
    case text, target, directory, file
  }

  private enum Judgement {
    case plain
    case dropped
    case valued(option: String, attached: String?, ValueKind)
    case refused(String)
  }

  private static func judge(_ word: String) -> Judgement {
    if word.utf8.contains(where: { $0 < 32 || $0 == 127 }) { return .refused("it holds a control character") }
    if word.hasPrefix("@") { return .refused("flags are not read from files") }
    guard word.hasPrefix("-"), word.utf8.count > 1 else { return .refused("it is no flag; give sources as inputs") }
    if ["-c", "-pipe"].contains(word) { return .dropped }
    if harmless.contains(word) { return .plain }
    for (option, kind) in valued where word.hasPrefix(option) {
      let attached = String(word.dropFirst(option.count))
      // `-includefoo` and the like are not written by anyone; `-isystemfoo` is not ours to guess at either.
      guard attached.isEmpty || option.count == 2 || option.hasSuffix("=") else { continue }
      return .valued(
        option: option, attached: attached.isEmpty ? nil : attached, kind)
    }
    if word.hasPrefix("--target=") {
      return .valued(option: word, attached: String(word.dropFirst("--target=".count)), .target)
    }
    if word.hasPrefix("-std=") { return .plain }
    if word.hasPrefix("-O") { return optimisations.contains(word) ? .plain : .refused("it is no optimisation level") }
    if word.hasPrefix("-W") {
      // -Wp,-MD,FILE writes; -Wa, and -Wl, go to other programs.
      return word.utf8.contains(UInt8(ascii: ",")) ? .refused("it passes options to other programs") : .plain
    }
    if word == "-g" || debugging.contains(where: word.hasPrefix) { return .plain }
    if machine.contains(where: word.hasPrefix) { return .plain }
    if word.hasPrefix("-mllvm") { return .refused("it reaches options of LLVM that load plugins and write files") }
    if word.hasPrefix("-f") {
      return isAllowedFeature(word) ? .plain : .refused("it is not among the -f flags that only change code")
    }
    if word.hasPrefix("-X") { return .refused("it reaches options that run plugins") }
    if word.hasPrefix("-o") || word.hasPrefix("-M") { return .refused("Assay says where output goes") }
    return .refused("it is not among the allowed flags")
  }

  private static func isAllowedFeature(_ word: String) -> Bool {
    var name = word.dropFirst(2)
    let negated = name.hasPrefix("no-")
    if negated { name = name.dropFirst(3) }
    // -fno-builtin-memcpy; the positive forms are about modules.
    if negated, name.hasPrefix("builtin-") {
      return name.dropFirst("builtin-".count).utf8.allSatisfy { byte in
        byte == UInt8(ascii: "_") || Unicode.Scalar(byte).properties.isAlphabetic || (48...57).contains(byte)
      }
    }
    return features.contains(String(name.prefix { $0 != "=" }))
  }

  private static func refusal(_ word: CompilerFlag, _ reason: String) -> Finding {
    Finding(
      severity: .error, title: "the compiler flag \(word.text) is refused: \(reason)",
      primary: word.place.map { LabelledSpan($0, label: "this flag") },
      notes: word.place == nil ? ["the flag was given on the command line"] : [],
      fix: "leave the flag out: -D, -U, -I, -isystem, -iquote, -idirafter, -include, -std, -O, -g, -m, -W and common "
        + "-f flags are passed on",
      claim: .inferred(because: "flags of a repository may not run or write anything"))
  }

  private static let harmless: Set<String> = [
    "-w", "-pedantic", "-pedantic-errors", "-ansi", "-nostdinc", "-nostdlibinc", "-nostdlib", "-undef",
  ]
  private static let optimisations: Set<String> = ["-O", "-O0", "-O1", "-O2", "-O3", "-Os", "-Oz", "-Og", "-Ofast"]
  /// What may start a word: not all of -g and -m, which -gen-cdb-fragment-path and -module-dependency-dir start with too.
  private static let debugging = [
    "-g0", "-g1", "-g2", "-g3", "-gdwarf", "-ggdb", "-gline-", "-gno-", "-gcolumn-info", "-gstrict-dwarf", "-gz",
    "-gembed-source",
  ]
  private static let machine = [
    "-mcpu=", "-march=", "-mtune=", "-mcmodel=", "-mlittle-endian", "-mno-", "-malu32", "-msoft-float",
    "-mgeneral-regs-only", "-mstack-alignment=",
  ]
  /// Longer options first: `-isystem` is no `-I`.
  private static let valued: [(option: String, kind: ValueKind)] = [
    ("-idirafter", .directory), ("-isystem", .directory), ("-include", .file), ("-iquote", .directory),
    ("-target", .target), ("-I", .directory), ("-D", .text), ("-U", .text),
  ]
  /// What may follow `-f` or `-fno-`: changes of the language or of the code, none that reads, writes, loads or prints.
  private static let features: Set<String> = [
    "PIC", "PIE", "addrsig", "asynchronous-unwind-tables", "asm", "blocks", "bracket-depth", "builtin", "cf-protection",
    "common", "constant-cfstrings", "data-sections", "debug-prefix-map", "delete-null-pointer-checks",
    "eliminate-unused-debug-symbols", "eliminate-unused-debug-types", "exceptions", "file-prefix-map", "finite-loops",
    "freestanding", "function-sections", "gnu-keywords", "gnu89-inline", "hosted", "ident", "inline",
    "inline-functions", "jump-tables", "keep-static-consts", "lax-vector-conversions", "macro-prefix-map", "math-errno",
    "merge-all-constants", "merge-constants", "ms-extensions", "omit-frame-pointer", "optimize-sibling-calls", "pic",
    "pie", "plt", "reroll-loops", "short-enums", "signed-char", "slp-vectorize", "stack-protector",
    "stack-protector-all", "stack-protector-strong", "stack-clash-protection", "strict-aliasing", "strict-enums",
    "strict-flex-arrays", "strict-overflow", "strict-return", "trapv", "tree-vectorize", "trigraphs", "unroll-loops",
    "unsigned-char", "unwind-tables", "vectorize", "verbose-asm", "visibility", "wrapv",
    "zero-initialized-in-bss",
  ]
}
