import BPFObject
import BTF
import Findings
import Foundation

/// The files that the arguments of a command mean: files, directories walked, and `@LIST` files with a path a line.
public struct InputList: Sendable {
  /// The files, in the order of the arguments, those of a directory in the order of their names.
  public private(set) var files: [InputFile] = []
  private var seen: Set<String> = []

  /// Reads the arguments.
  ///
  /// - Throws: `CheckError` when a named file or list is not there. A file that is there but cannot be read becomes a
  ///   row of its own later.
  public init(_ arguments: [String]) throws(CheckError) {
    for argument in arguments {
      if argument.hasPrefix("@") {
        try addList(String(argument.dropFirst()))
      } else {
        try add(argument)
      }
    }
  }

  private mutating func add(_ path: String, in list: String? = nil) throws(CheckError) {
    guard FileManager.default.fileExists(atPath: path) else {
      let place = list.map { "\($0): " } ?? ""
      throw .usage("\(place)no such file or directory: \(path)\(Self.nearest(path))")
    }
    if FileManager.default.isDirectory(path) {
      // Who names a bundle names what is in it, which is no folder of files of all kinds.
      walk(path, isNamed: true, namesFiles: BundleFolder.isBundle(path))
    } else {
      let parts = Self.embedded(in: path)
      guard parts > 0 else { return append(InputFile(path: path, isNamed: true)) }
      for part in 0..<parts { append(InputFile(part: part, of: parts, inside: path, isNamed: true)) }
    }
  }

  /// How many objects stand inside an ELF file for another machine: tools carry theirs as data. Only a named file is
  /// searched: a directory may be full of programs that have nothing to do with BPF.
  private static func embedded(in path: String) -> Int {
    guard let head = head(of: path), head.starts(with: [0x7F, 0x45, 0x4C, 0x46]), (head[18], head[19]) != (247, 0),
      let region = try? ByteRegion(mapping: path)
    else { return 0 }
    return EmbeddedObjects.ranges(in: region).count
  }

  private mutating func addList(_ path: String) throws(CheckError) {
    let base = URL(fileURLWithPath: path).deletingLastPathComponent()
    for (number, entry) in try ListFile.lines(of: path) {
      // A path in a list is meant from where the list stands, as in a response file of a compiler.
      let resolved = entry.hasPrefix("/") || base.relativePath == "." ? entry : "\(base.relativePath)/\(entry)"
      try add(resolved, in: "\(path):\(number)")
    }
  }

  /// Every `.bpf.c`, `.bt` and `.o`, and every other file that is an ELF object for BPF; hidden files and directories left
  /// out, links to directories not followed. What cannot be read is there too: it becomes a row that says so.
  private mutating func walk(_ directory: String, isNamed: Bool, namesFiles: Bool = false) {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: directory)
    } catch {
      append(InputFile(path: directory, isNamed: isNamed))
      return
    }
    for name in names.sorted() where !name.hasPrefix(".") {
      let path = directory.hasSuffix("/") ? directory + name : "\(directory)/\(name)"
      if FileManager.default.isDirectory(path) {
        if !FileManager.default.isLink(path) { walk(path, isNamed: false) }
      } else if [".bpf.c", ".bt", ".o"].contains(where: name.hasSuffix) || Self.isBPFObject(path) {
        append(InputFile(path: path, isNamed: namesFiles))
      }
    }
  }

  private mutating func append(_ file: InputFile) {
    if seen.insert(file.path).inserted { files.append(file) }
  }

  /// Whether the file starts as an ELF file for `EM_BPF` (247) does.
  private static func isBPFObject(_ path: String) -> Bool {
    guard let head = head(of: path) else { return false }
    return head.starts(with: [0x7F, 0x45, 0x4C, 0x46]) && (head[18], head[19]) == (247, 0)
  }

  /// A regular file's first 20 bytes; nil where it has fewer.
  private static func head(of path: String) -> Data? {
    guard FileManager.default.isRegular(path), let file = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? file.close() }
    guard let head = try? file.read(upToCount: 20), head.count == 20 else { return nil }
    return head
  }

  /// The nearest name in the same directory, for a typing error.
  private static func nearest(_ path: String) -> String {
    let url = URL(fileURLWithPath: path)
    let parent = url.deletingLastPathComponent().path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
    let nearest = NearestName.to(url.lastPathComponent, among: names.filter { $0 != url.lastPathComponent }.sorted())
    return nearest.map { "; did you mean '\($0)'?" } ?? ""
  }
}

extension FileManager {
  /// Whether the path leads to a directory.
  fileprivate func isDirectory(_ path: String) -> Bool {
    var isDirectory: ObjCBool = false
    return unsafe fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
  }

  /// Whether the path itself is a symbolic link.
  fileprivate func isLink(_ path: String) -> Bool { (try? destinationOfSymbolicLink(atPath: path)) != nil }

  /// Whether the path leads to a regular file.
  fileprivate func isRegular(_ path: String) -> Bool {
    (try? URL(fileURLWithPath: path).resolvingSymlinksInPath().resourceValues(forKeys: [.isRegularFileKey]))?
      .isRegularFile ?? false
  }
}
