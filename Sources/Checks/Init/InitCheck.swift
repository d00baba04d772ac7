import BPFObject
import Fixtures
import Foundation
import Jobs
import Placed
import Project
import Reports

/// The flow of `assay init`: objects to their first test files, or a folder to its `assay.yml`. No kernel is asked, except
/// for a `vmlinux.h`.
public enum InitCheck {
  /// What the configuration file is called.
  private static let project = "assay.yml"

  /// The files that are to be written, and what happened on the way.
  ///
  /// - Throws: `CheckError` for an input that gives no object or no test file, and for a file that is there already.
  public static func drafts(
    _ request: InitRequest, environment: [String: String]
  ) async throws(CheckError) -> (files: [DraftedFile], notes: [String]) {
    if request.arguments.isEmpty { return (try projectDraft(request), []) }
    return try await testDrafts(request, environment)
  }

  /// Writes drafts: all, or none when one of them is there already.
  public static func write(_ files: [DraftedFile], _ request: InitRequest) throws(CheckError) {
    try FileDrafts.write(files, isForced: request.isForced)
  }

  private static func isThere(_ path: String, _ request: InitRequest) -> Bool {
    request.output != "-" && !request.isForced && LocalFile.exists(path)
  }

  // MARK: assay.yml

  private static func projectDraft(_ request: InitRequest) throws(CheckError) -> [DraftedFile] {
    let path = request.output == "-" ? project : request.output ?? project
    guard !isThere(path, request) else { throw FileDrafts.refusal(path) }
    let draft = ProjectDraft(try InputList(["."]).files.filter { !LocalFile.isDirectory($0.path) })
    guard !draft.isEmpty else {
      throw .usage("there is no .bpf.c file and no BPF object in this folder or below: nothing to name in \(project)")
    }
    do throws(PlacedError) {
      _ = try ProjectSettings(Array(draft.text.utf8), path: path)
    } catch {
      throw .usage("names of files here cannot be written down: \(error)")
    }
    return [DraftedFile(path: path, text: draft.text, contents: draft.contents)]
  }

  // MARK: Test files

  private static func testDrafts(
    _ request: InitRequest, _ environment: [String: String]
  ) async throws(CheckError) -> (files: [DraftedFile], notes: [String]) {
    let builds = try BuildPlan(request.arguments, request.build).builds
    var notes: [String] = []
    let chosen = try self.chosen(builds, request, &notes)
    if request.output != nil, chosen.count != 1 {
      throw .usage("--output takes one test file, and the inputs give \(chosen.count)")
    }
    let compilers = await Compilers(
      for: chosen.map(\.build), request.build, environment: environment,
      maker: try HeaderMakers.maker(for: request.build))
    let reader = InputReader(compilers: compilers)
    var files: [DraftedFile] = []
    for (build, place) in chosen {
      let input: ObjectInput
      do throws(UnusableInput) {
        input = try await reader.read(build)
      } catch {
        if !build.file.isNamed, error.verdict != .environment {
          notes.append("\(build.file.path) is left out: \(error.reason.summary)")
          continue
        }
        throw failure(error, of: build.file)
      }
      notes += input.notes
      guard !input.object.programs.isEmpty else {
        guard build.file.isNamed else { continue }
        throw .usage("\(build.file.path) holds no programs: there is nothing to test")
      }
      files.append(try draft(input.object, of: build.file, at: place))
    }
    return (files, notes)
  }

  /// One way to build each input, and its test file's place. What a walk found and has a test file already is left alone.
  private static func chosen(
    _ builds: [InputBuild], _ request: InitRequest, _ notes: inout [String]
  ) throws(CheckError) -> [(build: InputBuild, place: TestPlace)] {
    var seen: Set<String> = []
    var chosen: [(build: InputBuild, place: TestPlace)] = []
    for build in builds {
      if let part = build.file.part, part > 0 {
        throw .usage("\(build.file.storage) holds several objects: a test file is for one that stands by itself")
      }
      let output = request.output == "-" ? nil : request.output
      let place = TestPlace(of: build.file.storage, output: output)
      guard seen.insert(place.path).inserted else { continue }
      guard isThere(place.path, request) else {
        chosen.append((build, place))
        continue
      }
      guard !build.file.isNamed else { throw FileDrafts.refusal(place.path) }
      notes.append("\(place.path) is there already and stays as it is")
    }
    return chosen
  }

  private static func draft(
    _ object: ObjectFile, of file: InputFile, at place: TestPlace
  ) throws(CheckError) -> DraftedFile {
    let title = URL(fileURLWithPath: file.storage).lastPathComponent
    let text = TestDraft(object, title: title, places: place.object.map { [$0] } ?? []).text
    do throws(PlacedError) {
      _ = try TestFile.read(Array(text.utf8), file: place.path)
    } catch {
      throw .usage("\(file.path): no test file can name what it holds: \(error)")
    }
    return DraftedFile(path: place.path, text: text, contents: NumberText.count(object.programs.count, "case"))
  }

  private static func failure(_ input: UnusableInput, of file: InputFile) -> CheckError {
    let advice = input.reason.advice.map { "; \($0)" } ?? ""
    let text = "\(file.path): \(input.reason.summary)\(advice)"
    return input.verdict == .environment ? .undecided(text) : .usage(text)
  }
}
