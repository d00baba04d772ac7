import BPFObject
import Findings
import Foundation
import Placed
import Project
import Toolchain

/// Every way in which the inputs are built, from the command line and from the `assay.yml` that stands above each input.
struct BuildPlan: Sendable {
  /// The builds, in the order of the inputs and of the variants in the file.
  let builds: [InputBuild]

  /// Plans the builds of the files that the arguments mean; without arguments, of those that `assay.yml` names, and
  /// without that file, of `others`.
  /// - Parameter directory: what relative paths in flags are relative to; the working directory when nil.
  init(
    _ arguments: [String], else others: [String] = [], _ request: BuildRequest, in directory: String? = nil
  ) throws(CheckError) {
    let working = directory ?? FileManager.default.currentDirectoryPath
    var settings = SettingsFiles(explicit: request.configuration, workingDirectory: working)
    let arguments = arguments.isEmpty ? try settings.inputs(else: others) : arguments
    // Flags of the command line that are refused are refused before anything is read.
    let common = try Self.flags(request.compilerFlags.flatMap { CompilerFlag.split($0) }, in: working, "--cflags")
    let kernels = try request.kernels.map { name throws(CheckError) in try KernelWish(name) }
    var builds: [InputBuild] = []
    for file in try InputList(arguments).files where request.only?.contains(file.storage) ?? true {
      builds += try Self.builds(
        of: file, try settings.settings(for: file.storage), common: common, kernels: kernels, working: working)
    }
    self.builds = builds
  }

  private static func builds(
    of file: InputFile, _ settings: ProjectSettings?, common: CompilerFlags, kernels: [KernelWish], working: String
  ) throws(CheckError) -> [InputBuild] {
    let variants = settings?.variants(for: file.path, isSource: file.kind == .source) ?? []
    let base = settings?.cflags.flatMap { CompilerFlag.split($0.value, place: $0.span) } ?? []
    let directory = settings?.directory ?? working
    let wanted = kernels.isEmpty ? try KernelWish.list(settings) : kernels
    let counting = try (settings?.bench?.kernels ?? []).map { name throws(CheckError) in try KernelWish(name.value) }
    func build(_ variant: Variant?) throws(CheckError) -> InputBuild {
      let own = variant?.cflags.flatMap { CompilerFlag.split($0.value, place: $0.span) } ?? []
      var presets: [Preset] = []
      for global in variant?.globals ?? [] {
        do throws(PresetError) {
          presets.append(try Preset("\(global.name.value)=\(global.value.value)"))
        } catch {
          throw .usage("\(global.name.span): \(error)")
        }
      }
      return InputBuild(
        file: file, variant: variant?.name.value,
        flags: try flags(base + own, in: directory, settings?.path ?? "").adding(common),
        compiler: settings?.clang?.value, presets: presets, mapMemory: settings?.mapMemory?.value,
        lint: settings?.lint, budgets: settings?.budgets,
        counting: kernels.isEmpty ? counting : [], kernels: wanted)
    }
    guard !variants.isEmpty else { return [try build(nil)] }
    var builds: [InputBuild] = []
    for variant in variants {
      let ways: [Variant]
      do throws(FileError) {
        ways = try variant.expanded(in: directory)
      } catch {
        throw .usage("\(variant.flagFiles?.pattern.span ?? variant.name.span): \(error)")
      }
      for way in ways { builds.append(try build(way)) }
    }
    return builds
  }

  private static func flags(
    _ words: [CompilerFlag], in directory: String, _ origin: String
  ) throws(CheckError) -> CompilerFlags {
    do throws(FlagRefusal) {
      return try CompilerFlags(words, relativeTo: directory)
    } catch {
      let refusals = error.findings.map { finding in
        let place = finding.primary.map { "\($0.span)" } ?? origin
        return "\(place): \(finding.title)"
      }
      throw .usage(refusals.joined(separator: "; "))
    }
  }
}
