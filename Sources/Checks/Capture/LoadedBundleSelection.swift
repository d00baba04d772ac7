import Bundles
public import Jobs

/// The loaded programs that bundles are of: what is still loaded of them can be measured where it is.
public struct LoadedBundleSelection: Sendable {
  private let programs: [(path: String, program: BundleProgram)]

  /// The programs of bundles that were read out of the kernel; nil where not all paths are such.
  /// - Throws: `CheckError` for a bundle that cannot be read, and for one among other inputs.
  public init?(of paths: [String]) throws(CheckError) {
    var programs: [(path: String, program: BundleProgram)] = []
    var others: [String] = []
    var bundles: [String] = []
    for path in paths {
      guard BundleFolder.isBundle(path) else {
        others.append(path)
        continue
      }
      let manifest = try BundleFolder.read(path)
      guard manifest.isReadOut else {
        others.append(path)
        continue
      }
      bundles.append(path)
      programs += manifest.programs.map { (path, $0) }
    }
    guard let bundle = bundles.first else { return nil }
    if let other = others.first {
      throw .usage("\(bundle) has programs that are measured where they are loaded: give \(other) to a run of its own")
    }
    self.programs = programs
  }

  /// Which of them are loaded now, by id and tag, and what is to be said of the others: after a new start of the machine the
  /// numbers are those of other programs.
  public func stillLoaded(
    worker: String?
  ) async throws(CheckError) -> (selection: LoadedSelection, notes: [String]) {
    let check = try LoadedCheck(LoadedSelection(takesAll: true), worker: worker)
    let now = try await check.read()
    await check.close()
    let tags = Dictionary(now.programs.map { ($0.id, $0.tag) }, uniquingKeysWith: { first, _ in first })
    var selection = LoadedSelection()
    var notes: [String] = []
    for (path, program) in programs {
      guard let id = program.id, let tag = tags[id] else {
        notes.append("\(path): \(program.name) is not loaded any more: assay capture its loader, or measure an object")
        continue
      }
      if tag == program.tag {
        selection.ids.append(id)
      } else {
        notes.append("\(path): \(program.name) is not loaded any more: program \(id) is another by now")
      }
    }
    return (selection, notes)
  }
}
