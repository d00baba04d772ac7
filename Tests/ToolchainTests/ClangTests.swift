import Foundation
import Project
import Testing
import Toolchain

struct ClangTests {
  @Test func theFoundClangSaysItsVersionAndIsRemembered() async throws {
    let bench = try await Workbench()
    #expect(bench.clang.major >= 11)
    #expect(bench.clang.name.hasPrefix("clang \(bench.clang.major)."))
    let again = try await Clang.find(explicit: bench.clang.path, environment: [:], cache: bench.cache)
    #expect(again == bench.clang)
  }

  @Test func aClangWithoutBPFIsPassedOver() async throws {
    let bench = try await Workbench()
    // A link, not a script of its own: a file that was just written cannot be executed while any process that another
    // test has just made still holds it open.
    let beside = try bench.write("bin/beside", "")
    let poor = LocalFile.join(LocalFile.parent(of: beside), "clang")
    try FileManager.default.createSymbolicLink(atPath: poor, withDestinationPath: "/bin/true")
    let directory = LocalFile.parent(of: poor)
    var environment = bench.environment
    environment["PATH"] = "\(directory):\(environment["PATH"] ?? "")"
    #expect(try await Clang.find(explicit: nil, environment: environment, cache: .none).path == bench.clang.path)
    environment["PATH"] = directory
    let error = await #expect(throws: ToolchainError.self) {
      try await Clang.find(explicit: nil, environment: environment, cache: .none)
    }
    #expect(error?.summary == "no clang with the bpf target: \(poor) has no bpf target")
    #expect(error?.advice != nil)
  }

  @Test func aNamedClangThatIsNotThereIsAnError() async {
    let error = await #expect(throws: ToolchainError.self) {
      try await Clang.find(explicit: "/nowhere/clang", environment: [:], cache: .none)
    }
    #expect(error?.summary == "there is no executable /nowhere/clang")
  }

  @Test func relativeDirectoriesOfPATHAreNotSearched() async {
    await #expect(throws: ToolchainError.self) {
      try await Clang.find(explicit: nil, environment: ["PATH": ".:bin"], cache: .none)
    }
  }

  @Test func theObjdumpBesideClangGoesFirst() async throws {
    let bench = try await Workbench()
    let tool = try bench.write("bin/llvm-objdump", "#!/bin/sh\n")
    let clang = try bench.write("bin/clang", "#!/bin/sh\nexec \(bench.clang.path) \"$@\"\n")
    for path in [tool, clang] {
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }
    let found = try await Clang.find(explicit: clang, environment: bench.environment, cache: .none)
    #expect(LLVMTools(beside: found, environment: bench.environment).objdump == tool)
    #expect(LLVMTools(beside: nil, environment: ["PATH": "/nowhere"]).objdump == nil)
  }
}
