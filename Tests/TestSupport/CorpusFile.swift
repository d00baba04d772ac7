public import Foundation
public import Testing

/// A program of `corpus/` with what it expects (the form is described in corpus/README.md).
public struct CorpusFile: Sendable, CustomTestStringConvertible {
  /// One `// expect` line.
  public struct Expectation: Sendable {
    /// The function's name.
    public var program: String
    /// The condition on the kernel's version, such as `< 6.3`; nil when it holds everywhere.
    public var kernels: KernelCondition?
    /// The capability that the load does not have.
    public var missingCapability: String?
    /// `accepted`, `rejected`, ...
    public var verdict: String
    /// The explanation's id; nil when the verdict needs none.
    public var id: String?
  }

  /// The path from the checkout's top, such as `corpus/tour/tc_bytes.bpf.c`.
  public let path: String
  /// What it expects, in the file's order.
  public let expectations: [Expectation]
  /// Flags that plain clang needs beside the usual ones; `assay` needs none of them.
  public let flags: [String]
  /// Tags, such as `complexity`.
  public let tags: Set<String>
  /// The kernel that brought what its programs use, such as `6.4`: no other is judged. Nil for all.
  public let needs: KernelCondition?
  /// Kernels whose spans are others than those of the rest, for a reason that the file gives.
  public let otherSpans: [KernelCondition]
  /// Programs that a virtual machine attaches.
  public let attaches: Set<String>
  /// The lines marked `// <fails>`, from 1: a finding points at one of them.
  public let failingLines: [Int]
  /// The lines marked `// <fix>`, from 1: one of them is told among the first.
  public let fixLines: [Int]

  /// The id of the lint rule that finds something in it; nil when none does.
  public let lint: String?
  /// The line marked `// <finding>`, from 1.
  public let findingLine: Int?
  /// The kernels that it is meant for, for lint rules.
  public let targets: [String]

  /// Flags that it is compiled with when it is linted.
  public let lintFlags: [String]

  /// The file's place.
  public var url: URL { Repository.path(path) }
  /// How a parameterised test shows it.
  public var testDescription: String { path }

  /// Reads the expectations of a file.
  public init(path: String) throws {
    self.path = path
    let text = try String(contentsOf: Repository.path(path), encoding: .utf8)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    func values(_ prefix: String) -> [Substring] {
      lines.filter { $0.hasPrefix(prefix) }.map { $0.dropFirst(prefix.count) }
    }
    expectations = try values("// expect ").map { try Expectation($0, in: path) }
    flags = values("// cflags: ").flatMap { $0.split(separator: " ").map(String.init) }
    tags = Set(values("// tags: ").flatMap { $0.split(separator: " ").map(String.init) })
    attaches = Set(values("// attaches: ").flatMap { $0.split(separator: " ").map(String.init) })
    needs = try values("// needs: ").first.map { version in
      guard let condition = KernelCondition(">=", String(version)) else {
        throw Malformed(description: "\(path): cannot read '// needs: \(version)'")
      }
      return condition
    }
    otherSpans = try values("// spans differ on ").map { text in
      let words = text.split(separator: " ")
      guard words.count > 2, words[1].hasSuffix(":"),
        let condition = KernelCondition(String(words[0]), String(words[1].dropLast()))
      else { throw Malformed(description: "\(path): cannot read '// spans differ on \(text)'") }
      return condition
    }
    failingLines = lines.indices.filter { lines[$0].contains("<fails>") }.map { $0 + 1 }
    fixLines = lines.indices.filter { lines[$0].contains("<fix>") }.map { $0 + 1 }
    lintFlags = values("// lint-cflags: ").map(String.init)
    lint = values("// lint: ").first.map(String.init)
    findingLine = lines.firstIndex { $0.contains("<finding>") }.map { $0 + 1 }
    targets = values("// targets: ").flatMap { $0.split(separator: " ").map(String.init) }
    guard !expectations.isEmpty else { throw Malformed(description: "\(path) expects nothing") }
  }

  /// Whether a kernel has what the programs use.
  public func isJudged(on release: String) -> Bool { needs?.holds(for: release) ?? true }

  /// Whether a kernel's spans are to be those of the others.
  public func hasCommonSpans(on release: String) -> Bool { !otherSpans.contains { $0.holds(for: release) } }

  /// What a program is expected to come to on a kernel, with all capabilities or without the one named.
  public func expectation(
    of program: String, on kernel: String, without capability: String? = nil
  ) -> Expectation? {
    let fitting = expectations.filter {
      $0.program == program && $0.missingCapability == capability && ($0.kernels?.holds(for: kernel) ?? true)
    }
    return fitting.first { $0.kernels != nil } ?? fitting.first
  }

  /// Every C file of the corpus below a folder, by path.
  public static func all(below folder: String = "corpus") throws -> [CorpusFile] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: Repository.path(folder).path)
    return try paths.filter { $0.hasSuffix(".bpf.c") }.sorted().map { try CorpusFile(path: "\(folder)/\($0)") }
  }

  /// A line that cannot be read.
  public struct Malformed: Error, CustomStringConvertible {
    /// Which, and why.
    public var description: String
  }
}

extension CorpusFile.Expectation {
  /// Reads `PROGRAM [on OP VERSION] [without CAPABILITY]: VERDICT [ID]`.
  init(_ line: Substring, in path: String) throws {
    let halves = line.split(separator: ":", maxSplits: 1)
    let words = halves[0].split(separator: " ").map(String.init)
    let outcome = halves.count == 2 ? halves[1].split(separator: " ").map(String.init) : []
    guard let program = words.first, let verdict = outcome.first, outcome.count <= 2 else {
      throw CorpusFile.Malformed(description: "\(path): cannot read '// expect \(line)'")
    }
    self.program = program
    self.verdict = verdict
    id = outcome.count == 2 ? outcome[1] : nil
    var rest = words.dropFirst()
    while let word = rest.popFirst() {
      switch word {
      case "on":
        guard let symbol = rest.popFirst(), let version = rest.popFirst(),
          let condition = KernelCondition(symbol, version)
        else { throw CorpusFile.Malformed(description: "\(path): cannot read the kernel in '// expect \(line)'") }
        kernels = condition
      case "without": missingCapability = rest.popFirst()
      default: throw CorpusFile.Malformed(description: "\(path): '\(word)' in '// expect \(line)'")
      }
    }
  }
}

/// A comparison with a kernel version.
public struct KernelCondition: Sendable {
  private let symbol: String
  private let version: [Int]

  init?(_ symbol: String, _ version: String) {
    guard ["<", "<=", ">", ">=", "="].contains(symbol) else { return nil }
    self.symbol = symbol
    self.version = Self.numbers(version)
    guard self.version.count == 2 else { return nil }
  }

  /// Whether a release such as `6.18.44` fits.
  func holds(for release: String) -> Bool {
    let numbers = Array(Self.numbers(release).prefix(2))
    let isLess = numbers.lexicographicallyPrecedes(version)
    return switch symbol {
    case "<": isLess
    case "<=": isLess || numbers == version
    case ">": !isLess && numbers != version
    case ">=": !isLess
    default: numbers == version
    }
  }

  private static func numbers(_ version: String) -> [Int] {
    version.split(separator: "-")[0].split(separator: ".").compactMap { Int($0) }
  }
}
