public import Bundles
import Foundation
public import Jobs
import Project
import Synchronization
import Workers

/// The flow of `assay capture --id`, `--pinned` and `--all`: a worker reads loaded programs out of the kernel, and a bundle is made
/// of them.
public struct LoadedCapture: Sendable {
  private let selection: LoadedSelection
  private let directory: String
  private let pool: WorkerPool

  /// What came out.
  public struct Result: Sendable {
    /// The bundle.
    public var manifest: BundleManifest
    /// Its directory.
    public var directory: String
    /// What was asked for or listed, and is not in it.
    public var missing: [LiveWindow.Missing]
    /// What it comes to.
    public var status: CheckStatus
  }

  /// Finds the worker, and a place for the bundle.
  /// - Parameters:
  ///   - output: the bundle's directory, which must not be there; `loaded.assay-bundle` when nil.
  ///   - worker: the worker's path; found beside `assay` when nil.
  /// - Throws: `CheckError` when there is no worker, or the place is taken.
  public init(_ selection: LoadedSelection, output: String?, worker: String?) throws(CheckError) {
    self.selection = selection
    do throws(CaptureFailure) {
      directory = try BundleFolder.place(output, named: "loaded")
    } catch {
      throw .usage(error.description)
    }
    let location = try WorkerLocation.find(worker)
    pool = WorkerPool(ProcessTransport(worker: location, limits: WorkerLimits(silence: .seconds(120)), atOnce: 1))
  }

  /// Reads the programs and writes the bundle. Where no program could be read, there is none.
  /// - Throws: `CheckError` when the kernel does not let programs be read, or nothing can be written.
  public func run() async throws(CheckError) -> Result {
    let read = Mutex(LoadedBundle())
    let kernel = KernelIdentity.running
    let failure: JobFailure?
    do throws(TransportError) {
      failure = try await pool.readOut(selection) { part, attachments in
        read.withLock { $0.take(part, attachments) }
      }
    } catch {
      throw .undecided("\(error)")
    }
    await pool.close()
    if let failure { throw .undecided(failure.reason.sentence) }
    let bundle = read.withLock { $0 }
    var manifest = BundleManifest(
      assay: BuildIdentity.version, command: [], kernel: kernel.release, machine: kernel.machine, ending: nil)
    var status = bundle.missing.map { missing in
      // Of all programs some end while they are read.
      selection.takesAll ? CheckStatus.holds : missing.isUnknown ? .usage : .undecided
    }
    if bundle.captured.programs.isEmpty {
      guard selection.takesAll else {
        return Result(manifest: manifest, directory: "", missing: bundle.missing, status: .combined(status))
      }
      throw .undecided("no program is loaded: there is nothing to capture")
    }
    do throws(FileError) {
      try BundleFolder.write(bundle, to: directory, &manifest)
    } catch {
      throw .undecided("there is no bundle: \(error)")
    }
    // A program that was named and has no code in the bundle is not what was asked for.
    if !selection.takesAll, manifest.programs.contains(where: { $0.loaded?.code == nil }) { status.append(.undecided) }
    return Result(manifest: manifest, directory: directory, missing: bundle.missing, status: .combined(status))
  }
}
