import Jobs
import KernelFacts
import MicroVM
import Project
import Workers

/// The virtual machine for what the running kernel is spared: of the images at hand, the one whose kernel is closest to it.
struct SpareMachine: Sendable {
  /// Where images are stored; nil when there is no place for any.
  let library: KernelLibrary?
  /// The images that the run asks anyway.
  let configured: [KernelImage]
  let worker: WorkerLocation
  let slots: MachineSlots
  let limits: MachineLimits

  /// The kernel for so many that will ask it, or why there is none. Nothing is fetched.
  func kernel(closestTo release: String, participants: Int) -> AskedKernel {
    guard let image = image(closestTo: release), let library else {
      return absent(
        Reason(
          "no kernel for a virtual machine is at hand",
          advice: "assay kernels fetch debian:6.12 gets one, and the case runs there by itself."))
    }
    do throws(ImageError) {
      let emulator = try Emulator(worker: worker, store: library.store, environment: library.environment)
      let transport = MachineTransport(
        image: image, emulator: emulator, slots: slots, limits: limits, most: 1, participants: participants)
      return AskedKernel(name: image.name, isOptional: false, way: .machine(transport))
    } catch {
      return absent(Reason(error.summary, advice: error.advice, evidence: error.evidence))
    }
  }

  private func absent(_ reason: Reason) -> AskedKernel {
    AskedKernel(name: "a virtual machine", isOptional: false, way: .absent(reason))
  }

  private func image(closestTo release: String) -> KernelImage? {
    guard let wanted = KernelVersion(release).map(Self.number) else { return nil }
    let images = configured + (library?.store.images() ?? [])
    // Of two that are as close, the newer one knows all that the other knows.
    return images.filter { $0.machine == KernelIdentity.running.machine }
      .compactMap { image in KernelVersion(image.release).map { (image, Self.number($0)) } }
      .min { (abs($0.1 - wanted), -$0.1) < (abs($1.1 - wanted), -$1.1) }?.0
  }

  /// A release as a number on the line of all: the third number says little.
  private static func number(_ version: KernelVersion) -> Int { version.major * 1000 + version.minor }
}
