import Project

/// Where clang finds the generated `vmlinux.h`.
struct HeaderPlace: Sendable {
  /// Arguments that put it last in the search: a project's own header goes first.
  let arguments: [String]
  /// What a compiled object may remember of it; nil when the header has no lasting name.
  let lastingName: String?
  /// Why the header could not be kept; nil when it was.
  let note: String?
  private let files: [UnnamedFile]

  /// A header in the cache.
  init(directory: String) {
    arguments = ["-idirafter", directory]
    lastingName = directory
    note = nil
    files = []
  }

  /// A header without a name on any disk: clang is shown this process's descriptor under a made-up path.
  init(unnamed text: [UInt8], because reason: String) throws(FileError) {
    let header = try UnnamedFile(text)
    let directory = "/assay-kernel-header"
    let overlay = """
      { "version": 0, "roots": [ { "type": "directory", "name": "\(directory)", "contents": [
        { "type": "file", "name": "vmlinux.h", "external-contents": "\(header.path)" } ] } ] }
      """
    let map = try UnnamedFile(Array(overlay.utf8))
    arguments = ["-ivfsoverlay", map.path, "-idirafter", directory]
    lastingName = nil
    note = "vmlinux.h is made anew in each run: \(reason)"
    files = [header, map]
  }
}
