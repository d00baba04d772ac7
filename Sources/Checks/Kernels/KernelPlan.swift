import BTF
import Foundation
import Jobs
import Lints
import MicroVM
import Project
import Workers

/// The kernels of a run, each found once, and the machines that will ask them.
struct KernelPlan: Sendable {
  private let asked: [KernelWish: [AskedKernel]]
  /// What happened on the way: an image that was fetched.
  let notes: [String]
  /// The machine for what the running kernel is spared.
  let spare: SpareMachine

  /// Finds the kernels that are asked for, once for each that will ask; fetches those of Debian's that are not there.
  /// - Throws: `CheckError` for an image that the user names and that is none.
  init(
    _ asking: [KernelWish], host: WorkerPool, worker: WorkerLocation, limits: MachineLimits, atOnce: Int?,
    pace: MachinePace = .usual, shared: SharedWork? = nil, library: @autoclosure () throws(CheckError) -> KernelLibrary
  ) async throws(CheckError) {
    var wishes: [KernelWish: Int] = [:]
    for wish in asking { wishes[wish, default: 0] += 1 }
    let slots = shared?.slots ?? MachineSlots(atOnce: atOnce)
    let kernels = wishes.keys.count { $0.reference != .host }
    var asked: [KernelWish: [AskedKernel]] = [:]
    var notes: [String] = []
    for (wish, participants) in wishes.sorted(by: { $0.key.reference.text < $1.key.reference.text }) {
      let name = wish.reference.text
      guard wish.reference != .host else {
        asked[wish] = [AskedKernel(name: name, isOptional: wish.isOptional, way: .host(host))]
        continue
      }
      let library = try library()
      do throws(ImageError) {
        let emulator = try Emulator(worker: worker, store: library.store, environment: library.environment)
        let found = try await library.images(wish.reference)
        notes += found.notes
        for image in found.images {
          if let sha256 = wish.sha256, image.sha256 != sha256 {
            throw ImageError(
              "the image of \(name) has the SHA-256 \(image.sha256), and is to have \(sha256)",
              advice: "Pin the package's version too: \(name)=VERSION.")
          }
          for boot in 0..<pace.boots {
            let transport = MachineTransport(
              image: image, emulator: emulator, slots: slots, limits: limits, pace: pace,
              most: max(slots.processors / kernels, 1), participants: participants)
            var kernel = AskedKernel(name: image.name, isOptional: wish.isOptional, way: .machine(transport))
            kernel.memory = await shared?.memory?.of(transport, worker: worker, boot: boot)
            asked[wish, default: []].append(kernel)
          }
        }
      } catch {
        if case .path = wish.reference { throw .usage("\(error)") }
        let reason = Reason(error.summary, advice: error.advice, evidence: error.evidence)
        asked[wish] = [AskedKernel(name: name, isOptional: wish.isOptional, way: .absent(reason))]
      }
    }
    let machines = asked.values.joined().compactMap { kernel in
      if case .machine(let transport) = kernel.way { transport.image } else { nil }
    }
    spare = SpareMachine(
      library: try? library(), configured: machines, worker: worker, slots: slots, limits: limits)
    self.asked = asked
    self.notes = notes
  }

  /// The kernels that a build asks, in its order.
  func kernels(for build: InputBuild) -> [AskedKernel] { build.kernels.flatMap(kernels) }

  /// The kernels that a wish means.
  func kernels(_ wish: KernelWish) -> [AskedKernel] { asked[wish] ?? [] }

  /// Whether a virtual machine is among them: then all inputs must be ready before it starts.
  var hasMachine: Bool {
    asked.values.joined().contains { if case .machine = $0.way { true } else { false } }
  }

  /// The types of a kernel; nil where it has none that can be read.
  func types(of kernel: AskedKernel) async -> TypeTable? {
    switch kernel.way {
    case .host: LintTarget.host.types
    case .machine(let transport): try? await spare.library?.types(of: transport.image)
    case .absent: nil
    }
  }

  /// The SHA-256 of the images that are asked, by their kernels' names.
  var images: [String: String] {
    Dictionary(
      asked.values.joined().compactMap { kernel in
        if case .machine(let transport) = kernel.way { (kernel.name, transport.image.sha256) } else { nil }
      }, uniquingKeysWith: { first, _ in first })
  }

  /// The names of the kernels that do not count.
  var optional: Set<String> { Set(asked.values.joined().filter(\.isOptional).map(\.name)) }

  /// Waits until the machines are gone: each ends with its jobs, some time after the last answer.
  func close() async {
    for machine in machines { await machine.close() }
  }

  /// What happened in the machines beside the jobs' outcomes; to be asked when they are gone.
  func machineNotes() async -> [String] {
    var notes: [String] = []
    for machine in machines { notes += await machine.notes }
    return notes
  }

  private var machines: [MachineTransport] {
    asked.values.joined().sorted { $0.name < $1.name }.compactMap { kernel in
      if case .machine(let transport) = kernel.way { transport } else { nil }
    }
  }
}
