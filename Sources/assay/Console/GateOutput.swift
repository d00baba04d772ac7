import ArgumentParser
import Checks
import Foundation
import Glibc
import Jobs
import Placed
import Project
import Reports

/// Where a gate's report goes: to standard output for people and, as the place where it runs wants it, to files.
struct GateOutput: ParsableArguments {
  /// What is printed: text for people, annotations for GitHub, or what a file would hold.
  enum Format: ExpressibleByArgument, Equatable {
    case text
    case file(ReportKind)
    case github

    init?(argument: String) {
      guard let format = Self.all.first(where: { $0.defaultValueDescription == argument }) else { return nil }
      self = format
    }

    static var allValueStrings: [String] { all.map(\.defaultValueDescription) }

    static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }

    private static var all: [Format] { [.text] + ReportKind.allCases.map(Format.file) + [.github] }

    var defaultValueDescription: String {
      switch self {
      case .text: "text"
      case .file(let kind): kind.rawValue
      case .github: "github"
      }
    }
  }

  @Option(
    help:
      "text, json, markdown (a comment's body), sarif, junit, code-quality (GitLab), metrics (GitLab) or github (annotations)."
  )
  var format: Format = .text

  @Option(
    help: ArgumentHelp(
      "Write a file too (repeatable): json=gate.json, junit=junit.xml; formats as above.", valueName: "format=file"))
  var report: [String] = []

  @Option(help: ArgumentHelp("Where CI's files go that are not named.", valueName: "directory"))
  var reportDir = ".assay"

  @OptionGroup var output: ReportOutput

  /// The files that `--report` names.
  func files() throws -> [ReportKind: String] {
    var files: [ReportKind: String] = [:]
    for text in report {
      let halves = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard halves.count == 2, let kind = ReportKind(rawValue: halves[0]) else {
        let kinds = ReportKind.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("--report \(text): write FORMAT=FILE with one of \(kinds)")
      }
      files[kind] = halves[1]
    }
    return files
  }

  /// Prints the report and writes the files: those of the command line, of `assay.yml`, and those that CI takes.
  func deliver(_ report: GateReport, _ settings: ProjectSettings?) throws {
    let environment = ProcessInfo.processInfo.environment
    let service = ContinuousIntegration(environment)
    var files: [ReportKind: String] = [:]
    for kind in service?.reports ?? [] { files[kind] = LocalFile.join(reportDir, kind.fileName) }
    for (kind, place) in settings?.reports ?? [:] {
      files[kind] = LocalFile.join(settings?.directory ?? "", place.value)
    }
    files.merge(try self.files()) { _, named in named }
    for (kind, path) in files.sorted(by: { $0.value < $1.value }) { try Self.write(try kind.render(report), to: path) }
    try output.write(try render(report))
    guard service == .github else { return }
    if format == .text, output.output == nil { StandardOutput.write(GateGitHub.render(report)) }
    if let summary = environment["GITHUB_STEP_SUMMARY"], !summary.isEmpty {
      Self.append(GateMarkdown(report).render(), to: summary)
    }
  }

  private func render(_ report: GateReport) throws -> String {
    switch format {
    case .text: GateText(report).render(output.traits)
    case .github: GateGitHub.render(report)
    case .file(let kind): try kind.render(report)
    }
  }

  private static func write(_ text: String, to path: String) throws {
    do throws(FileError) {
      try WorkFolder.makeDirectory(LocalFile.parent(of: path))
      try LocalFile.write(Array(text.utf8), to: path)
    } catch {
      throw CheckError.undecided("\(error)")
    }
  }

  /// Adds to a step's summary, to which other commands of the step may have added before.
  private static func append(_ text: String, to path: String) {
    let descriptor = unsafe open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, mode_t(0o644))
    guard descriptor >= 0 else { return StandardError.write("note: the step's summary cannot be written to\n") }
    defer { close(descriptor) }
    if FileDescriptorWriter.write(text, to: descriptor) != 0 {
      StandardError.write("note: the step's summary could not be written\n")
    }
  }
}
