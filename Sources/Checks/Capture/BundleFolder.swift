import BPF
import BPFObject
import Bundles
import Foundation
import Jobs
import Project

/// Bundles as directories.
enum BundleFolder {
  /// The largest manifest that is read, in bytes.
  private static let mostBytes = 64 << 20

  /// Whether a path is a bundle: a directory with a manifest.
  static func isBundle(_ path: String) -> Bool {
    LocalFile.isDirectory(path) && LocalFile.exists(LocalFile.join(path, BundleManifest.fileName))
  }

  /// Reads a bundle's manifest.
  static func read(_ path: String) throws(CheckError) -> BundleManifest {
    let file = LocalFile.join(path, BundleManifest.fileName)
    let bytes: [UInt8]
    do throws(FileError) { bytes = try LocalFile.read(file, limit: mostBytes) } catch { throw .usage("\(error)") }
    let manifest: BundleManifest
    do {
      let head = try CanonicalJSON.decode(Head.self, from: Data(bytes))
      guard head.format == BundleManifest.currentFormat else {
        throw CheckError.usage(
          "\(file) is of format \(head.format), and this assay reads format \(BundleManifest.currentFormat)")
      }
      manifest = try CanonicalJSON.decode(BundleManifest.self, from: Data(bytes))
    } catch let error as CheckError {
      throw error
    } catch {
      throw .usage("\(file) is no bundle's manifest: \(CanonicalJSON.words(error))")
    }
    // Files of a bundle stand in it: a manifest of a stranger leads nowhere else.
    for program in manifest.programs {
      for name in [program.object, program.log, program.loaderLog, program.loaded?.code] {
        if let name, name.isEmpty || name.contains("/") || name.hasPrefix(".") {
          throw .usage("\(file): program \(program.number) names the file '\(name)', which is not in the bundle")
        }
      }
    }
    return manifest
  }

  /// A directory for a bundle, which is not there yet.
  static func place(_ output: String?, named name: String) throws(CaptureFailure) -> String {
    func isTaken(_ path: String) -> Bool { LocalFile.exists(path) || LocalFile.isLink(path) }
    if let output {
      guard !isTaken(output) else {
        throw CaptureFailure(.usage("\(output) is there already: a bundle gets a directory of its own"))
      }
      return output
    }
    let first = "\(name).assay-bundle"
    guard isTaken(first) else { return first }
    var number = 2
    while isTaken("\(name)-\(number).assay-bundle") { number += 1 }
    return "\(name)-\(number).assay-bundle"
  }

  private struct Head: Decodable {
    var format: Int
  }

  /// Writes a bundle: an object and the logs of each program, and last the manifest, which it completes.
  static func write(
    _ captured: Captured, to directory: String, _ manifest: inout BundleManifest
  ) throws(FileError) {
    try LocalFile.makeDirectory(directory)
    var programs = captured.programs
    LoadPurpose.mark(&programs)
    for program in programs {
      manifest.programs.append(try write(program, of: captured, to: directory, kernel: manifest.kernel))
    }
    manifest.maps = captured.maps
    manifest.types = captured.typeRecords
    manifest.notes = notes(captured, programs)
    try put(Array(try document(manifest, directory).utf8), directory, BundleManifest.fileName)
  }

  /// Writes a bundle of programs that were read out of the kernel.
  static func write(_ loaded: LoadedBundle, to directory: String, _ manifest: inout BundleManifest) throws(FileError) {
    try LocalFile.makeDirectory(directory)
    let captured = loaded.captured
    for program in captured.programs {
      var record = try write(program, of: captured, to: directory, kernel: manifest.kernel)
      if let code = loaded.rawCode[record.number] {
        let name = "\(stem(of: record)).xlated"
        record.loaded?.code = name
        try put(code, directory, name)
      }
      manifest.programs.append(record)
    }
    manifest.maps = captured.maps
    manifest.types = captured.typeRecords
    let gone = loaded.missing.map { "\($0.name) is not in it: \($0.reason.sentence)" }
    manifest.notes = [CapturedOrigin.translated] + gone
    try put(Array(try document(manifest, directory).utf8), directory, BundleManifest.fileName)
  }

  /// The beginning of the names of a program's files.
  private static func stem(of record: BundleProgram) -> String {
    let number = String(repeating: "0", count: max(0, 3 - "\(record.number)".count)) + "\(record.number)"
    let plain = record.name.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") ? $0 : "_" }
    return "\(number)-\(String(plain.prefix(64)))"
  }

  private static func write(
    _ program: CapturedProgram, of captured: Captured, to directory: String, kernel: String
  ) throws(FileError) -> BundleProgram {
    var record = program.record
    guard record.purpose == .program else { return record }
    let stem = stem(of: record)
    switch object(of: program, captured, kernel) {
    case .success(let made): try keep(made, of: program, as: "\(stem).bpf.o", in: directory, &record)
    case .failure(let obstacle): record.notes.append("no object: \(obstacle)")
    }
    if !program.log.isEmpty {
      record.log = "\(stem).log"
      try put(program.log, directory, "\(stem).log")
    }
    if !program.loaderLog.isEmpty {
      record.loaderLog = "\(stem).loader.log"
      try put(program.loaderLog, directory, "\(stem).loader.log")
    }
    return record
  }

  private static func object(
    of program: CapturedProgram, _ captured: Captured, _ kernel: String
  ) -> Result<ProgramObject.Made, ObjectObstacle> {
    do throws(ObjectObstacle) {
      return .success(try ProgramObject.make(program, of: captured, origin: kernel))
    } catch {
      return .failure(error)
    }
  }

  /// Writes an object that reads as the program that was loaded, and says where it does not.
  private static func keep(
    _ made: ProgramObject.Made, of program: CapturedProgram, as name: String, in directory: String,
    _ record: inout BundleProgram
  ) throws(FileError) {
    record.notes += made.notes
    guard let object = try? ObjectFile(bytes: made.bytes, name: name), let read = object.programs.first else {
      record.notes.append("no object: what was made of it cannot be read")
      return
    }
    if let problem = read.problem { record.notes.append("its object: \(problem)") }
    // libbpf puts functions in the order of their first calls; another loader may have had another order.
    let loaded = CodeWord.starts(program.code).map { CodeWord(program.code[$0]).opcode }
    if read.problem == nil, read.instructions.map(\.opcode) != loaded {
      record.notes.append("its object has the functions in another order than the load had: instruction numbers differ")
    }
    record.object = name
    try put(made.bytes, directory, name)
  }

  private static func put(_ bytes: [UInt8], _ directory: String, _ name: String) throws(FileError) {
    try LocalFile.write(bytes, to: LocalFile.join(directory, name))
  }

  private static func document(_ manifest: BundleManifest, _ directory: String) throws(FileError) -> String {
    do { return try CanonicalJSON.document(manifest) } catch {
      throw FileError("write", LocalFile.join(directory, BundleManifest.fileName), reason: "\(error)")
    }
  }

  /// What a bundle cannot say.
  private static func notes(_ captured: Captured, _ programs: [CapturedProgram]) -> [String] {
    var notes = captured.notes
    let real = programs.map(\.record).filter { $0.purpose == .program }
    if !real.isEmpty {
      notes.append(
        "CO-RE was resolved for this kernel by the loader: verdicts for another kernel need the loader to run there")
    }
    if real.contains(where: { ["xdp", "sched_cls", "sched_act"].contains($0.type) && $0.attachments.isEmpty }) {
      notes.append("attaching through netlink (ip, tc) is not seen")
    }
    if real.contains(where: { $0.type == "syscall" && $0.attachments.contains { $0.way == .run } }) {
      notes.append(
        "a program of type syscall was run: what it loads inside the kernel, as light skeletons do, is not seen")
    }
    return notes
  }
}
