import MicroVM
import Placed
import Project

/// A kernel that an input is to be loaded on, as the command line or `assay.yml` asks for it.
struct KernelWish: Hashable, Sendable {
  /// Which.
  let reference: KernelReference
  /// The SHA-256 that its image must have.
  let sha256: String?
  /// Whether the exit status is the same whatever it says.
  let isOptional: Bool

  /// The running kernel.
  static let host = KernelWish(reference: .host, sha256: nil, isOptional: false)

  private init(reference: KernelReference, sha256: String?, isOptional: Bool) {
    self.reference = reference
    self.sha256 = sha256
    self.isOptional = isOptional
  }

  /// From the command line.
  init(_ name: String) throws(CheckError) {
    do throws(ImageError) {
      self.init(reference: try KernelReference(name), sha256: nil, isOptional: false)
    } catch {
      throw .usage("--kernel: \(error)")
    }
  }

  /// What a configuration asks for; the running kernel when it asks for none.
  static func list(_ settings: ProjectSettings?) throws(CheckError) -> [KernelWish] {
    guard let settings, !settings.kernels.isEmpty else { return [.host] }
    return try settings.kernels.map { kernel throws(CheckError) in
      do throws(ImageError) {
        var reference = try KernelReference(kernel.image.value)
        if case .path(let path) = reference { reference = .path(LocalFile.join(settings.directory, path)) }
        return KernelWish(reference: reference, sha256: kernel.sha256?.value, isOptional: kernel.isOptional)
      } catch {
        throw .usage("\(kernel.image.span): \(error)")
      }
    }
  }
}
