import BPFObject
import BTF
import Foundation
import KernelFacts
import TestSupport
import Testing

@Suite struct ObjectFileTests {
  @Test(.requires("clang"))
  func everythingThatAnObjectHoldsIsDescribed() async throws {
    let object = try ObjectFile(bytes: await CSource.everything.compiled(), name: "everything")
    expectGolden(Description.of(object), at: "Tests/BPFObjectTests/Golden/everything.txt")
  }

  @Test(.requires("clang", "llvm-objdump"))
  func sectionsAndSymbolsAreThoseOfObjdump() async throws {
    let bytes = try await CSource.everything.compiled()
    let object = try ObjectFile(bytes: bytes, name: "everything")
    let directory = try TemporaryDirectory()
    let file = try directory.write(bytes, to: "everything.o")
    let objdump = try #require(Executables.find("llvm-objdump"))
    let headers = try await RunningCommand.run(objdump, ["-h", file.path]).outputText
    for section in object.sections.dropFirst() {
      let row = headers.split(separator: "\n").first { line in
        line.split(separator: " ").prefix(2).elementsEqual(["\(section.index)", Substring(section.name)])
      }
      let size = try #require(row).split(separator: " ")[2]
      #expect(UInt64(size, radix: 16) == section.size)
    }
    let table = try await RunningCommand.run(objdump, ["-t", file.path]).outputText
    let functions = object.symbols.filter { $0.kind == .function }
    #expect(functions.count > 5)
    for symbol in functions {
      let value = String(symbol.value, radix: 16)
      let row = table.split(separator: "\n").first { $0.hasSuffix(" \(symbol.name)") && $0.contains(" F ") }
      #expect(try #require(row, "\(symbol.name)").prefix(16).hasSuffix(value))
    }
  }

  @Test(.requires("clang"))
  func whatKernelsNeedIsAllButTheContentsOfDebugSections() async throws {
    let bytes = try await CSource.everything.compiled()
    let object = try ObjectFile(bytes: bytes, name: "everything")
    let rest = object.withoutDebugging()
    #expect(rest.count < bytes.count)
    let small = try ObjectFile(bytes: rest, name: "everything")
    #expect(small.programs.map(\.instructions) == object.programs.map(\.instructions))
    #expect(small.maps.map(\.name) == object.maps.map(\.name) && small.symbols == object.symbols)
    #expect(small.types?.region.array == object.types?.region.array && small.warnings == object.warnings)
    for (kept, old) in zip(small.sections, object.sections) {
      #expect(kept.name == old.name && kept.link == old.link && kept.info == old.info && kept.flags == old.flags)
      if old.name.contains(".debug_") {
        #expect(kept.kind == .zeros && kept.size == 0)
      } else {
        #expect(kept.kind == old.kind && small.bytes(of: kept).array == object.bytes(of: old).array, "\(old.name)")
        if old.alignment > 1, !kept.range.isEmpty { #expect(kept.range.lowerBound % Int(old.alignment) == 0) }
      }
    }
    // Nothing is left to be taken away.
    #expect(small.withoutDebugging().count == rest.count)
  }

  private static let debian = ["x86_64", "aarch64"].map { "/usr/lib/\($0)-linux-gnu/bpf" }
    .first { FileManager.default.fileExists(atPath: $0) }

  @Test(.enabled(if: debian != nil, "xdp-tools is not installed"))
  func debiansObjectsAreReadWithoutAWarning() throws {
    let directory = try #require(Self.debian)
    var programs = 0
    for name in try FileManager.default.contentsOfDirectory(atPath: directory) where name.hasSuffix(".o") {
      let bytes = [UInt8](try #require(FileManager.default.contents(atPath: "\(directory)/\(name)")))
      let object = try ObjectFile(bytes: bytes, name: name)
      #expect(object.warnings.isEmpty, "\(name): \(object.warnings)")
      #expect(object.license == "GPL")
      for program in object.programs {
        #expect(program.problem == nil)
        #expect(program.match != nil)
        #expect(program.line(atSlot: 0) != nil)
        programs += 1
      }
    }
    #expect(programs == 17)
  }
}

/// An object as text for a reader.
private enum Description {
  static func of(_ object: ObjectFile) -> String {
    var lines = ["license \(object.license ?? "-"), version \(object.version ?? 0)"]
    for map in object.maps {
      var line = "map \(map.name) in \(map.section)+\(map.offset): \(map.type) \(map.origin)"
      line += ", \(map.keySize)/\(map.valueSize) bytes x \(map.maxEntries), flags 0x\(String(map.flags, radix: 16))"
      if map.isPinnedByName { line += ", pinned" }
      if let inner = map.inner {
        line += ", of \(inner.type) \(inner.keySize)/\(inner.valueSize) x \(inner.maxEntries)"
      }
      if !map.values.isEmpty { line += ", " + map.values.map { "[\($0.index)] = \($0.name)" }.joined(separator: ", ") }
      lines.append(line)
    }
    for variable in object.variables {
      let type = variable.type.flatMap { object.types?.declaration(of: $0) } ?? "?"
      lines.append(
        "variable \(variable.name) in \(variable.section)+\(variable.offset): \(variable.size) bytes, \(type)")
    }
    for extern in object.externs {
      lines.append("extern \(extern.name): \(extern.kind)\(extern.isWeak ? ", weak" : "")")
    }
    for table in object.structOps {
      let members = table.members.map { "\($0.name) = \($0.program)" }.joined(separator: ", ")
      lines.append("struct_ops \(table.name) in \(table.section): \(table.structName ?? "?"), \(members)")
    }
    for program in object.programs {
      let type = program.match.map { "\($0.programType)" } ?? "custom"
      lines.append(
        "program \(program.name) in \(program.section): \(type)\(program.isAutoloaded ? "" : ", on request")")
      for subprogram in program.subprograms {
        lines.append(
          "  \(subprogram.slots) \(subprogram.name)\(subprogram.isGlobal ? "" : ", static") from \(subprogram.section)")
      }
      for reference in program.references { lines.append("  \(reference.slot) -> \(reference.target)") }
    }
    for warning in object.warnings { lines.append("warning: \(warning)") }
    return lines.joined(separator: "\n") + "\n"
  }
}
