public import BPFObject
public import Bundles
import Foundation
import Jobs
import Project
import SystemPackage
import Toolchain
import Workers

/// The flow of `assay show`: one input to its object. No kernel is asked, except for a `vmlinux.h`.
public enum ShowCheck {
  /// The object that the input is, or is compiled to, and what did not work and did not matter.
  ///
  /// - Throws: `CheckError` for an input that gives no object, with what is wrong.
  public static func object(
    _ request: ShowRequest, environment: [String: String]
  ) async throws(CheckError) -> (object: ObjectFile, notes: [String]) {
    var isDirectory: ObjCBool = false
    let isThere = unsafe FileManager.default.fileExists(atPath: request.path, isDirectory: &isDirectory)
    // A directory is not walked and a list not read: they are never what was meant.
    guard !(isThere && isDirectory.boolValue), !request.path.hasPrefix("@") else {
      throw .usage("\(request.path) is not one file: assay show takes one object or C file")
    }
    let builds = try BuildPlan([request.path], request.build).builds
    let build = try chosen(request, among: builds)
    let compilers = await Compilers(
      for: [build], request.build, environment: environment, maker: try HeaderMakers.maker(for: request.build))
    do throws(UnusableInput) {
      let input = try await InputReader(compilers: compilers, takesTranslated: true).read(build)
      return (input.object, input.notes + (request.variant == nil ? others(builds) : []))
    } catch {
      throw failure(error, of: build.file)
    }
  }

  /// The manifest of a bundle; nil where the path is none.
  public static func bundle(at path: String) throws(CheckError) -> BundleManifest? {
    BundleFolder.isBundle(path) ? try BundleFolder.read(path) : nil
  }

  /// The object of a bundle's program, which is given by its name or by its number.
  public static func object(
    of name: String, in bundle: BundleManifest, at path: String
  ) throws(CheckError) -> String {
    let known = bundle.realPrograms
    let found = known.filter { $0.name == name || "\($0.number)" == name }
    guard let program = found.first else {
      let names = known.isEmpty ? "it has none" : "it has " + known.map(\.name).joined(separator: ", ")
      throw .usage("\(path) has no program \(name): \(names)")
    }
    guard found.count == 1 else {
      let numbers = found.map { "\($0.number)" }.joined(separator: ", ")
      throw .usage("\(path) has several programs \(name): give one's number instead of its name: \(numbers)")
    }
    guard let object = program.object else {
      throw .usage("\(path) has no object of \(name): \(program.notes.joined(separator: "; "))")
    }
    return LocalFile.join(path, object)
  }

  private static func chosen(_ request: ShowRequest, among builds: [InputBuild]) throws(CheckError) -> InputBuild {
    let build = builds.first { request.variant == nil || $0.variant == request.variant }
    guard let build else {
      let names = builds.compactMap(\.variant)
      let known = names.isEmpty ? "it has none" : "it has " + names.joined(separator: ", ")
      throw .usage("\(request.path) has no variant \(request.variant ?? ""): \(known)")
    }
    return build
  }

  private static func others(_ builds: [InputBuild]) -> [String] {
    let names = builds.compactMap(\.variant)
    guard let first = names.first, names.count > 1 else { return [] }
    return ["shown as variant \(first); --variant takes \(names.dropFirst().joined(separator: ", ")) too"]
  }

  /// An input without an object is the one thing that was asked for: wrong input, unless the machine lacks something.
  private static func failure(_ input: UnusableInput, of file: InputFile) -> CheckError {
    let advice = input.reason.advice.map { "; \($0)" } ?? ""
    let text = "\(file.path): \(input.reason.summary)\(advice)"
    return input.verdict == .environment ? .undecided(text) : .usage(text)
  }
}
