import BPFObject
import Findings
import Jobs
import Project
import Scripts
import Toolchain

/// Turns bpftrace scripts into objects: bpftrace compiles them, and what it wrote is made one that libbpf takes.
struct ScriptReader: Sendable {
  /// More than any script that people write, in bytes.
  private static let limit = 4 << 20

  let compiler: Result<ScriptCompiler, ToolchainError>

  /// A script as it is written.
  static func script(_ file: InputFile) throws(UnusableInput) -> Script {
    do throws(FileError) {
      return Script(file: file.path, text: try LocalFile.read(file.storage, limit: limit))
    } catch {
      throw UnusableInput(.loader, Reason(error.reason, errno: error.code), isUsage: file.isNamed)
    }
  }

  /// Compiles a script.
  func read(_ file: InputFile) async throws(UnusableInput) -> ObjectInput {
    let script = try Self.script(file)
    let compilation: ScriptCompiler.Compilation
    let keys: UInt32?
    do throws(ToolchainError) {
      let compiler = try compiler.get()
      keys = compiler.keys
      compilation = try await compiler.compile(file.storage)
    } catch {
      throw UnusableInput(.environment, Reason(error.summary, advice: error.advice))
    }
    let findings = compilation.messages.filter(Self.isTold).map { Self.finding($0, script) }
    guard let written = compilation.object else {
      let first = findings.first { $0.severity == .error }
      let place = first?.primary.map { "\($0.span): " } ?? ""
      throw UnusableInput(
        .loader, Reason("it does not compile: \(place)\(first?.title ?? "bpftrace does not say why")"),
        findings: findings)
    }
    do {
      let elf = try ObjectFile(bytes: written, name: file.path)
      let bytes = try ScriptObject.make(
        elf, dump: compilation.dump, script: script, keys: keys ?? ScriptObject.usualKeys)
      let object = try ObjectFile(bytes: bytes, name: file.path)
      return ObjectInput(
        path: file.path, object: object, bytes: bytes, findings: findings, notes: [], script: script)
    } catch {
      // Another bpftrace than those whose objects are known: nothing is wrong with the script.
      let version = (try? compiler.get().version) ?? "bpftrace"
      throw UnusableInput(
        .environment,
        Reason(
          "what \(version) compiled cannot be read: \(error)",
          advice: "Assay reads the objects of bpftrace 0.17, which is Debian 12's."))
    }
  }

  /// Whether a message is about the script. Which functions can be traced is asked of the kernels that the script is for;
  /// bpftrace warns of each one where the running kernel has no list of them.
  private static func isTold(_ message: ScriptMessage) -> Bool {
    message.isError || !(message.text.contains("is not traceable") || message.text.hasPrefix("Could not read symbols"))
  }

  private static func finding(_ message: ScriptMessage, _ script: Script) -> Finding {
    var finding = Finding(
      severity: message.isError ? .error : .warning, title: message.text, claim: .observed(kernel: "bpftrace"))
    if let line = message.line {
      finding.primary = LabelledSpan(
        SourceSpan(file: script.file, line: line, column: message.column), label: "", text: script.lineText(line))
    }
    return finding
  }
}
