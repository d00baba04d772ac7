import Findings
public import Project

/// Compiles `.bpf.c` files to objects in memory. Nothing is written but the cache: clang sends the object through a pipe.
public struct SourceCompiler: Sendable {
  /// The clang that is used.
  public let clang: Clang
  private let cache: DiskCache
  private let kernelHeader: KernelHeader?
  private let environment: [String: String]
  private let timeLimit: Duration

  /// A compiler. Without `kernelHeader`, a source that includes `vmlinux.h` must have its own.
  public init(
    clang: Clang, cache: DiskCache, kernelHeader: KernelHeader?, environment: [String: String],
    timeLimit: Duration = .seconds(60)
  ) {
    self.clang = clang
    self.cache = cache
    self.kernelHeader = kernelHeader
    self.environment = CompilerEnvironment.variables(from: environment)
    self.timeLimit = timeLimit
  }

  /// Compiles one source, which is named as line information shall name it. Whatever is wrong with the source is in the
  /// findings; an error means that clang itself could not be run.
  public func compile(_ source: String, flags: CompilerFlags = .none) async throws(ToolchainError) -> Compilation {
    guard !source.isEmpty, !source.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) else {
      return refuse(source, "the name of the source holds a control character")
    }
    do {
      // clang would wait for ever on a FIFO, and say less of a directory.
      _ = try LocalFile.read(source, limit: Self.sourceLimit)
    } catch {
      return refuse(source, "\(error)")
    }
    var header = await kernelHeader?.known()
    var request = CompileRequest(clang: clang, source: source, flags: flags, header: header, environment: environment)
    let store = ObjectStore(cache: cache)
    if let found = store.find(request) {
      let messages = ClangMessages(found.messages, source: request.argument, clang: clang.name)
      let object = CompiledObject(bytes: found.object, enlargedStack: nil, cached: true, headers: messages.headers)
      return Compilation(object: object, findings: quote(messages.findings), notes: [])
    }
    var notes: [String] = []
    var started = FileStamp.now
    var (outcome, messages) = try await run(request)
    if messages.lacksKernelHeader, header == nil, let kernelHeader {
      do throws(ToolchainError) {
        header = try await kernelHeader.place()
      } catch {
        var failed = finish(outcome, messages, request, notes: [])
        failed.notes.append("a vmlinux.h could not be made: \(error)")
        return failed
      }
      if let note = header?.note { notes.append(note) }
      request = CompileRequest(clang: clang, source: source, flags: flags, header: header, environment: environment)
      started = FileStamp.now
      (outcome, messages) = try await run(request)
    }
    if messages.exceedsStack {
      return try await enlargeStack(request, outcome, messages, notes)
    }
    let compilation = finish(outcome, messages, request, notes: notes)
    guard let object = compilation.object else { return compilation }
    var kept = compilation
    do throws(FileError) {
      try store.keep(object.bytes, outcome.messages, headers: messages.headers, for: request, started: started)
    } catch {
      kept.notes.append("the object is not kept in the cache: \(error)")
    }
    return kept
  }

  /// A frame is over 512 bytes. The object that a larger limit gives holds the frame's size and its variables.
  private func enlargeStack(
    _ request: CompileRequest, _ outcome: ToolRun.Outcome, _ messages: ClangMessages, _ notes: [String]
  ) async throws(ToolchainError) -> Compilation {
    var compilation = finish(outcome, messages, request, notes: notes)
    let (second, more) = try await run(request, extra: ["-mllvm", "-bpf-stack-size=\(Self.enlargedStack)"])
    if second.ending == .exited(0), second.output.starts(with: Self.magic) {
      compilation.object = CompiledObject(
        bytes: second.output, enlargedStack: Self.enlargedStack, cached: false, headers: more.headers)
    } else if second.messages.contains("Unknown command line argument") {
      compilation.notes.append("\(clang.name) has no -bpf-stack-size: the frame and its variables cannot be named")
    } else {
      compilation.notes.append("no object with a larger stack: \(Self.describe(second, limit: timeLimit))")
    }
    return compilation
  }

  private func run(
    _ request: CompileRequest, extra: [String] = []
  ) async throws(ToolchainError) -> (ToolRun.Outcome, ClangMessages) {
    let run = ToolRun(
      tool: clang.path, arguments: request.arguments(extra: extra), environment: environment, timeLimit: timeLimit)
    let outcome = try await run.run()
    return (outcome, ClangMessages(outcome.messages, source: request.argument, clang: clang.name))
  }

  /// Findings of a run, and its object when it succeeded. A run that failed always has an error among its findings.
  private func finish(
    _ outcome: ToolRun.Outcome, _ messages: ClangMessages, _ request: CompileRequest, notes: [String]
  ) -> Compilation {
    var findings = quote(messages.findings)
    if outcome.ending == .exited(0), outcome.output.starts(with: Self.magic) {
      let object = CompiledObject(
        bytes: outcome.output, enlargedStack: nil, cached: false, headers: messages.headers)
      return Compilation(object: object, findings: findings, notes: notes)
    }
    if !findings.contains(where: { $0.severity == .error }) {
      findings.append(
        Finding(
          severity: .error, title: "\(request.source) was not compiled: \(Self.describe(outcome, limit: timeLimit))",
          notes: Array(messages.unrecognized.prefix(8)), claim: .inferred(because: "\(clang.path) ended so")))
    }
    return Compilation(object: nil, findings: findings, notes: notes)
  }

  private func refuse(_ source: String, _ reason: String) -> Compilation {
    let finding = Finding(
      severity: .error, title: reason, claim: .inferred(because: "the source was not given to clang"))
    return Compilation(object: nil, findings: [finding], notes: [])
  }

  /// Adds the text of the lines that findings point at.
  private func quote(_ findings: [Finding]) -> [Finding] {
    var lines = SourceLines()
    return findings.map { finding in
      var finding = finding
      if let span = finding.primary?.span { finding.primary?.text = lines.text(at: span) }
      for index in finding.related.indices {
        finding.related[index].text = lines.text(at: finding.related[index].span)
      }
      return finding
    }
  }

  private static func describe(_ outcome: ToolRun.Outcome, limit: Duration) -> String {
    switch outcome.ending {
    case .exited(0): "clang gave no ELF object"
    case .exited(let code): "clang ended with status \(code)"
    case .signalled(let signal): "clang was ended by signal \(signal)"
    case .timedOut: "clang took longer than \(limit)"
    case .printedTooMuch: "clang printed more than \(ToolRun.outputLimit >> 20) MiB"
    }
  }

  private static let sourceLimit = 64 << 20
  /// Frames that no program means to have still compile: instruction offsets reach 32 KiB down.
  private static let enlargedStack = 32 << 10
  private static let magic: [UInt8] = [0x7f, 0x45, 0x4c, 0x46]
}
