import BPFObject
import BTF
import Findings
import Jobs
import Project
import Toolchain

/// Turns input files into objects: reads those that are objects, compiles those that are C.
struct InputReader: Sendable {
  /// The largest object that is read, in bytes.
  private static let objectLimit = 512 << 20

  private let compilers: Compilers
  /// Whether objects are taken whose code a kernel has translated, which none can load.
  private let takesTranslated: Bool

  /// A reader that compiles with those compilers.
  init(compilers: Compilers, takesTranslated: Bool = false) {
    self.compilers = compilers
    self.takesTranslated = takesTranslated
  }

  /// Reads or compiles one input.
  func read(_ build: InputBuild) async throws(UnusableInput) -> ObjectInput {
    switch build.file.kind {
    case .object: try readObject(build.file)
    case .source: try await compile(build)
    case .script:
      try await ScriptReader(compiler: compilers.script).read(build.file)
    }
  }

  private func readObject(_ file: InputFile) throws(UnusableInput) -> ObjectInput {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try LocalFile.read(file.storage, limit: Self.objectLimit)
    } catch {
      throw UnusableInput(.loader, Reason(error.reason, errno: error.code), isUsage: file.isNamed)
    }
    if let part = file.part {
      let ranges = EmbeddedObjects.ranges(in: ByteRegion(bytes))
      guard ranges.indices.contains(part) else {
        throw UnusableInput(.loader, Reason("the object inside it is gone: the file changed"), isUsage: file.isNamed)
      }
      return try parse(Array(bytes[ranges[part]]), file)
    }
    return try parse(bytes, file)
  }

  private func parse(_ bytes: [UInt8], _ file: InputFile) throws(UnusableInput) -> ObjectInput {
    let object: ObjectFile
    do throws(ObjectError) {
      object = try ObjectFile(bytes: bytes, name: file.path)
    } catch {
      if error.isNotBPF {
        throw UnusableInput(file.isNamed ? .loader : .skipped, Reason(error.description), isUsage: file.isNamed)
      }
      throw UnusableInput(.loader, Reason(error.kind == .broken ? "broken object: \(error)" : error.description))
    }
    guard takesTranslated || !CapturedOrigin.isTranslated(object) else {
      throw UnusableInput(.skipped, CapturedOrigin.refusal, isUsage: file.isNamed)
    }
    return ObjectInput(
      path: file.path, object: object, bytes: bytes, findings: [],
      notes: CapturedOrigin.note(of: object).map { [$0] } ?? [])
  }

  private func compile(_ build: InputBuild) async throws(UnusableInput) -> ObjectInput {
    let file = build.file
    let compilation: Compilation
    do throws(ToolchainError) {
      compilation = try await compilers.compiler(for: build).get().compile(file.path, flags: build.flags)
    } catch {
      throw UnusableInput(.environment, Reason(error.summary, advice: error.advice))
    }
    guard let compiled = compilation.object else {
      throw UnusableInput(.loader, Self.reason(compilation), findings: compilation.findings, notes: compilation.notes)
    }
    var input = try parse(compiled.bytes, file)
    input.findings = compilation.findings
    input.notes = compilation.notes
    input.enlargedStack = compiled.enlargedStack
    return input
  }

  /// The compiler's first error as a row's reason.
  private static func reason(_ compilation: Compilation) -> Reason {
    let errors = compilation.findings.filter { $0.severity == .error }
    guard let first = errors.first else { return Reason("it does not compile") }
    let place = first.primary.map { "\($0.span): " } ?? ""
    let more = errors.count > 1 ? " (and \(errors.count - 1) more)" : ""
    return Reason("it does not compile: \(place)\(first.title)\(more)", advice: first.fix)
  }
}
