import Foundation
import Jobs
import MicroVM
import Project
public import Reports
import Workers

/// The flow of `assay kernels`: what is there, what comes, what goes.
public struct KernelsCheck: Sendable {
  private let library: KernelLibrary

  /// Over the user's store.
  public init(cacheDirectory: String?, environment: [String: String]) throws(CheckError) {
    library = try KernelLibrary(cacheDirectory: cacheDirectory, environment: environment)
  }

  /// What is stored.
  public func list() async -> KernelListing {
    var rows: [KernelListing.Row] = []
    for image in library.store.images() { rows.append(await row(image)) }
    return KernelListing(kernels: rows)
  }

  /// Fetches kernels by name, also those that are there: what Debian has today may be newer. Says what happened, one line
  /// each.
  public func fetch(_ names: [String]) async throws(CheckError) -> [String] {
    var lines: [String] = []
    for name in names {
      guard case .debian(let series, let version) = try? KernelReference(name) else {
        throw .usage("'\(name)' cannot be fetched: write debian:6.1, debian:newest, or debian:6.1=6.1.192-3")
      }
      do throws(ImageError) {
        let fetched = try await DebianArchive(store: library.store, environment: library.environment)
          .fetch(series: series, version: version)
        lines += fetched.notes.map { "note: \($0)" }
        lines.append("\(name): \(fetched.image.release), package \(fetched.image.version ?? "unknown")")
        lines += await unpackTypes(of: fetched.image)
      } catch {
        throw .undecided("\(error)")
      }
    }
    return lines
  }

  /// Copies an image, or each in a directory, and what lies beside it, to the store under a name. Says what happened, one
  /// line each.
  public func add(_ path: String, name: String?) async throws(CheckError) -> [String] {
    let images: [KernelImage]
    do throws(ImageError) {
      images = try KernelFolder.images(at: path)
    } catch {
      throw .usage("\(error)")
    }
    guard name == nil || images.count == 1 else {
      throw .usage(
        "\(path) holds \(images.count) images, which cannot all be called '\(name ?? "")': add one by its file, or all "
          + "without --name, each under its release")
    }
    for name in images.map({ name ?? $0.release }) where !KernelReference.isName(name) {
      throw .usage("'\(name)' cannot be a kernel's name: use letters, digits, dots and dashes")
    }
    var lines: [String] = []
    do throws(ImageError) {
      for image in images {
        let name = name ?? image.release
        let stored = try await library.store.add(image, name: name)
        lines.append("\(name): \(stored.release), \(stored.sha256)")
        lines += await unpackTypes(of: stored)
      }
      return lines
    } catch {
      throw .undecided("\(error)")
    }
  }

  /// Removes names, and the images that have no other.
  public func remove(_ names: [String]) throws(CheckError) {
    for name in names {
      let removed: Bool
      do throws(ImageError) {
        removed = try library.store.remove(name)
      } catch {
        throw .undecided("\(error)")
      }
      guard removed else { throw .usage("no kernel is called '\(name)': assay kernels list shows what there is") }
    }
  }

  /// Asks kernels for what they have: those named, or the running one and all that are stored.
  public func probe(_ names: [String], worker: String?) async throws(CheckError) -> ProbeReport {
    let names =
      names.isEmpty ? ["host"] + library.store.images().compactMap { library.store.names(of: $0).first } : names
    let wishes = try names.map { name throws(CheckError) in try KernelWish(name) }
    let location = try WorkerLocation.find(worker)
    let host = WorkerPool(ProcessTransport(worker: location, limits: WorkerLimits(silence: .seconds(600))))
    let plan = try await KernelPlan(
      wishes, host: host, worker: location, limits: MachineLimits(), atOnce: nil, library: library)
    let asked = wishes.flatMap(plan.kernels)
    let columns = await Concurrently.map(asked, atOnce: asked.count) { kernel in
      let column = await Self.ask(kernel)
      await kernel.leave()
      return column
    }
    await host.close()
    await plan.close()
    return ProbeReport(kernels: columns)
  }

  private static func ask(_ kernel: AskedKernel) async -> ProbeReport.Column {
    let identity = kernel.identity ?? KernelIdentity(name: kernel.name, release: "unknown", machine: "unknown")
    do throws(TransportError) {
      let pool: WorkerPool
      switch kernel.pool {
      case .success(let found): pool = found
      case .failure(let absence): return .init(kernel: identity, probe: nil, problem: absence.reason)
      }
      let (hello, result) = try await pool.probe()
      let known = KernelIdentity(name: kernel.name, answering: hello)
      switch result {
      case .success(let probe): return .init(kernel: known, probe: probe, problem: nil)
      case .failure(let failure): return .init(kernel: known, probe: nil, problem: failure.reason)
      }
    } catch {
      if case .machine(let reason) = error { return .init(kernel: identity, probe: nil, problem: reason) }
      return .init(kernel: identity, probe: nil, problem: Reason("\(error)"))
    }
  }

  /// Unpacks a stored image's types while it is at hand; says why it could not.
  private func unpackTypes(of image: KernelImage) async -> [String] {
    do throws(ImageError) {
      _ = try await library.types(of: image)
      return []
    } catch {
      return ["note: \(error)"]
    }
  }

  private func row(_ image: KernelImage) async -> KernelListing.Row {
    let configuration = image.configuration
    var features = configuration.map { Self.features($0, image) }
    // What the image holds is surer than what its configuration says.
    if let hasTypes = await hasTypes(image) {
      let known = KernelListing.Feature("BTF", hasTypes, serves: Self.typesServe)
      features = features.map { $0.map { $0.name == known.name ? known : $0 } } ?? [known]
    }
    return KernelListing.Row(
      names: library.store.names(of: image), release: image.release, machine: image.machine, version: image.version,
      sha256: image.sha256, path: image.path, features: features,
      hasConfiguration: configuration != nil)
  }

  /// Whether a kernel has types; nil where that cannot be read out of its image.
  private func hasTypes(_ image: KernelImage) async -> Bool? {
    do throws(ImageError) {
      return try await library.types(of: image) != nil
    } catch {
      return nil
    }
  }

  private static let typesServe = "CO-RE, fentry, LSM and struct_ops programs"

  /// What Assay asks of a kernel's configuration.
  private static func features(_ configuration: KernelConfiguration, _ image: KernelImage) -> [KernelListing.Feature] {
    func has(_ options: String...) -> Bool { options.allSatisfy(configuration.has) }
    let traffic = ["CONFIG_NET_CLS_BPF", "CONFIG_NET_SCH_INGRESS"].allSatisfy { option in
      configuration.has(option) || (configuration.value(option) == "m" && image.modules != nil)
    }
    return [
      .init(
        "bpf, initramfs and serial lines",
        has("CONFIG_BPF_SYSCALL", "CONFIG_BLK_DEV_INITRD", "CONFIG_SERIAL_8250_CONSOLE"),
        serves: "machine that answers"),
      .init("BTF", has("CONFIG_DEBUG_INFO_BTF"), serves: typesServe),
      .init("JIT", has("CONFIG_BPF_JIT"), serves: "kfuncs, struct_ops and tracing trampolines"),
      .init("LSM", has("CONFIG_BPF_LSM"), serves: "LSM programs"),
      .init("kprobes", has("CONFIG_KPROBE_EVENTS"), serves: "attaching kprobe programs"),
      .init("uprobes", has("CONFIG_UPROBE_EVENTS"), serves: "attaching uprobe programs"),
      .init("fentry", has("CONFIG_DEBUG_INFO_BTF", "CONFIG_FUNCTION_TRACER"), serves: "attaching fentry programs"),
      .init("tc", traffic, serves: "attaching tc programs"),
    ]
  }
}
