import Foundation
import TestSupport
import Testing

/// The design's promises that no compiler keeps.
@Suite struct StaircaseTests {
  /// Modules of the toolchain and the system.
  private static let toolchain: Set<String> = [
    "Foundation", "FoundationEssentials", "Glibc", "Synchronization", "Swift",
  ]
  /// Rooms that the worker links: it is static, small, and travels into virtual machines.
  private static let light: Set<String> = [
    "BPF", "BTF", "KernelFacts", "BPFObject", "Analysis", "Findings", "VerifierLog", "Jobs", "Exploring", "Rewriting",
    "LiveKernel", "Worker", "assay-worker",
  ]
  /// Who may import a C module.
  private static let importersOfC: [String: Set<String>] = [
    "CLibbpf": ["LiveKernel"], "CKernel": ["LiveKernel"], "CZlib": ["Jobs"], "CProcess": ["Worker", "LiveKernel"],
    "CCapture": ["Capture"],
  ]

  @Test func `every import is a declared dependency`() throws {
    let house = try House.read()
    #expect(house.dependencies.count > 20, "the manifest could not be read")
    for file in house.files {
      let declared = house.dependencies[file.room] ?? []
      for module in file.imports where !Self.toolchain.contains(module) {
        #expect(
          declared.contains(module), "\(file) imports \(module), which Package.swift does not give to \(file.room)")
      }
    }
  }

  @Test func `only the room that owns a C module imports it`() throws {
    for file in try House.sourceFiles() {
      for module in file.imports {
        guard let owners = Self.importersOfC[module] else { continue }
        #expect(owners.contains(file.room), "\(file) imports \(module)")
      }
    }
  }

  @Test func `rooms of the worker do without Foundation`() throws {
    for file in try House.sourceFiles() where Self.light.contains(file.room) {
      #expect(!file.imports.contains("Foundation"), "\(file) imports Foundation; FoundationEssentials at most")
    }
  }

  @Test func `no room but the worker's links libbpf or a kernel`() throws {
    let house = try House.read()
    let rooms = Set(house.files.map(\.room)).subtracting(["LiveKernel", "Worker", "assay-worker"])
    #expect(rooms.isSuperset(of: ["assay", "Checks", "Reports"]))
    for room in rooms {
      var reached: Set<String> = []
      var open = [room]
      while let next = open.popLast() {
        for dependency in house.dependencies[next] ?? [] where reached.insert(dependency).inserted {
          open.append(dependency)
        }
      }
      #expect(
        reached.isDisjoint(with: ["LiveKernel", "Worker", "CLibbpf", "CKernel"]), "\(room) reaches \(reached.sorted())")
    }
  }

  @Test func `there is one JSON coder`() throws {
    for file in try House.sourceFiles() where file.name != "CanonicalJSON.swift" {
      for line in file.lines {
        #expect(!line.contains("JSONEncoder(") && !line.contains("JSONDecoder("), "\(file): \(line)")
      }
    }
  }

  @Test func `a file declares or extends what it is named for`() throws {
    for file in try House.sourceFiles() where file.name != "Main.swift" {
      let subject = file.name.dropLast(".swift".count).split(separator: "+")[0]
      let kinds = ["struct", "enum", "class", "actor", "protocol", "extension", "typealias", "func"]
      let declares = file.lines.contains { line in
        kinds.contains { line.contains("\($0) \(subject)") }
      }
      #expect(declares, "\(file) neither declares nor extends \(subject)")
    }
  }

  @Test func `no module declares a type of its own name`() throws {
    for file in try House.sourceFiles() {
      for line in file.lines {
        for kind in ["struct", "enum", "class", "actor", "protocol", "typealias"] {
          #expect(
            !line.hasPrefix("public \(kind) \(file.room) ") && !line.hasPrefix("public \(kind) \(file.room):"),
            "\(file): \(line)")
        }
      }
    }
  }

  @Test func `nothing is left for later`() throws {
    for file in try House.sourceFiles() {
      for line in file.lines {
        #expect(!line.contains("TODO") && !line.contains("FIXME") && !line.contains("XXX"), "\(file): \(line)")
      }
    }
  }

  @Test func `the C in CKernel stays small`() throws {
    let folder = Repository.path("Sources/CKernel")
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter {
      $0.hasSuffix(".c") || $0.hasSuffix(".h")
    }
    let lines = try files.map {
      try String(contentsOf: folder.appending(path: $0), encoding: .utf8).split(separator: "\n").count { line in
        let code = line.drop(while: \.isWhitespace)
        return !["//", "/*", "*"].contains { code.hasPrefix($0) } && !code.isEmpty
      }
    }
    #expect(!files.isEmpty)
    #expect(lines.reduce(0, +) < 300)
  }
}
