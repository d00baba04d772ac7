import BPFObject
import Bundles
import Findings
import KernelFacts
import Project
import Reports

/// What a bundle has to say of the programs that the kernel refused.
struct BundleLogs {
  /// The largest object that is read, in bytes.
  private static let mostBytes = 512 << 20

  /// A refused program.
  struct Refused {
    /// Its name.
    var name: String
    /// Its type, in the kernel's word.
    var type: String
    /// What the kernel said.
    var error: BundleError
    /// Its object; nil where none could be made.
    var object: ObjectFile?
    /// The log that tells most; nil without any.
    var log: String?
    /// What a reader of the log has to know.
    var notes: [String] = []

    /// What is said where there is no log, or no reason in it.
    func unexplained(_ words: String, kernel: String?, at path: String) -> ExplainedLog {
      var log = ExplainedLog(
        input: path, program: name, verdict: .refused, context: FindingContext(programType: type, kernel: kernel))
      log.finding = Finding(
        severity: .error, title: "the kernel refused it with \(error), and \(words)", program: name,
        fix: Self.fix(error), claim: .observed(kernel: kernel ?? "the command's kernel"))
      return log
    }

    private static func fix(_ error: BundleError) -> String? {
      error.name == "EPERM"
        ? "look for a missing capability, a limit or a policy: assay doctor says what holds here" : nil
    }
  }

  /// The programs, in the order of their loads.
  let refused: [Refused]
  /// The kernel that refused them.
  let kernel: String?
  /// Whether the programs were read out of the kernel.
  let isReadOut: Bool
  /// What stands beside them.
  let notes: [String]

  /// Reads a bundle.
  init(at path: String) throws(CheckError) {
    let manifest = try BundleFolder.read(path)
    let real = manifest.realPrograms
    isReadOut = manifest.isReadOut
    kernel = KernelVersion(manifest.kernel) == nil ? nil : manifest.kernel
    var refused: [Refused] = []
    for program in real {
      guard let error = program.error else { continue }
      refused.append(try Self.refused(program, error, at: path))
    }
    self.refused = refused
    let taken = real.count - refused.count
    var notes: [String] = []
    if real.isEmpty {
      notes.append("\(path) holds no program: the command loaded none")
    } else if taken > 0 {
      let others = NumberText.count(taken, refused.isEmpty ? "program" : "other program")
      notes.append("the kernel took \(others) of \(path)")
    }
    self.notes = notes
  }

  private static func refused(
    _ program: BundleProgram, _ error: BundleError, at path: String
  ) throws(CheckError) -> Refused {
    var refused = Refused(name: program.name, type: program.type, error: error)
    if let name = program.object {
      let file = LocalFile.join(path, name)
      do throws(FileError) {
        let bytes = try LocalFile.read(file, limit: mostBytes)
        refused.object = try? ObjectFile(bytes: bytes, name: file)
      } catch {
        throw .usage("\(error)")
      }
    }
    let loader = program.process?.name ?? "its loader"
    // A load for its log that went well has nothing to tell of a refusal.
    let own = program.reloadError == nil ? nil : program.log
    refused.log = (own ?? program.loaderLog).map { LocalFile.join(path, $0) }
    if program.reloadError == nil {
      refused.notes.append(
        "assay could load it, and \(loader) could not: it had fewer rights, or a limit of its own")
    }
    if own != nil, program.loaderLog == nil { refused.notes.append("\(loader) hides this log") }
    return refused
  }
}
