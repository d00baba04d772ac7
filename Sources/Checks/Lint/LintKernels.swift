import BTF
import Foundation
import KernelFacts
import Lints
import MicroVM

/// The kernels that rules judge programs for, with their types where they are at hand. Each kernel's types are read once.
struct LintKernels: Sendable {
  private var meant: [LintTarget] = []
  private var asked: [KernelWish: [LintTarget]] = [:]
  /// Whose types could not be read, and why.
  private(set) var notes: [String] = []

  /// Finds kernels.
  /// - Parameters:
  ///   - meant: what the user names with `--for`: a version alone, such as `5.10`, or kernels as `--kernel` takes them; one
  ///     of Debian's that is not there is fetched.
  ///   - asked: the kernels that are asked, or would be; nothing is fetched for them here.
  /// - Throws: `CheckError` for a name that means nothing, and for a kernel that is not to be had.
  init(
    meant: [String], asked: Set<KernelWish>, library: @autoclosure () throws(CheckError) -> KernelLibrary
  ) async throws(CheckError) {
    for name in meant {
      if let version = KernelVersion(name) {
        self.meant.append(LintTarget(name: name, version: version))
      } else if name == "host" {
        self.meant.append(.host)
      } else {
        self.meant += try await targets(named: name, in: try library())
      }
    }
    for wish in asked {
      if wish == .host {
        self.asked[wish] = [.host]
      } else if let images = try? library().present(wish.reference), !images.isEmpty {
        self.asked[wish] = await targets(images, in: try library())
      } else if let version = wish.reference.text.split(separator: ":").last.flatMap({ KernelVersion($0) }) {
        self.asked[wish] = [LintTarget(name: wish.reference.text, version: version)]
      }
    }
  }

  /// The kernels that a build's programs are judged for.
  func targets(of build: InputBuild) -> [LintTarget] { meant + build.kernels.flatMap { asked[$0] ?? [] } }

  private mutating func targets(named name: String, in library: KernelLibrary) async throws(CheckError) -> [LintTarget]
  {
    let reference: KernelReference
    do throws(ImageError) {
      reference = try KernelReference(name)
    } catch {
      throw .usage("--for '\(name)' is no version as 5.10, and no kernel: \(error)")
    }
    do throws(ImageError) {
      let found = try await library.images(reference)
      notes += found.notes
      return await targets(found.images, in: library)
    } catch {
      if case .debian = reference { throw .undecided("--for: \(error)") }
      throw .usage("--for: \(error)")
    }
  }

  private mutating func targets(_ images: [KernelImage], in library: KernelLibrary) async -> [LintTarget] {
    var targets: [LintTarget] = []
    for image in images {
      guard let version = KernelVersion(image.release) else {
        notes.append("\(image.name) does not tell its version: nothing is judged for it")
        continue
      }
      var target = LintTarget(name: image.name, version: version)
      do throws(ImageError) {
        target.types = try await library.types(of: image)
      } catch {
        notes.append("\(image.name) is judged by its version alone: \(error)")
      }
      targets.append(target)
    }
    return targets
  }
}
