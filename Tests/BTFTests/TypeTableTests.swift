import BTF
import Foundation
import Testing

@Suite struct TypeTableTests {
  static let xdpObject = "/usr/lib/x86_64-linux-gnu/bpf/xdpfilt_alw_all.o"

  @Test(.enabled(if: FileManager.default.fileExists(atPath: TypeTable.kernelPath)))
  func theRunningKernelsTypesAreFoundByName() throws {
    let kernel = try TypeTable(region: ByteRegion(mapping: TypeTable.kernelPath))
    #expect(kernel.count > 50_000)
    let task = try #require(kernel.type(named: "task_struct", kind: .struct))
    #expect(task.members.contains { $0.name == "tgid" })
    #expect(try kernel.type(task.id).name == "task_struct")
    #expect(kernel.type(named: "no such type") == nil)
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: xdpObject)))
  func anObjectsFunctionsLinesAndRelocationsAreRead() throws {
    let types = try TypeTable(bytes: #require(try elfSection(".BTF", of: Self.xdpObject)))
    let ext = try ExtendedInfo(bytes: #require(try elfSection(".BTF.ext", of: Self.xdpObject)), types: types)
    let functions = try #require(ext.functions["xdp"])
    #expect(functions.first?.slot == 0)
    #expect(try types.type(functions[0].type).name == "xdpfilt_alw_all")
    let lines = try #require(ext.lines["xdp"])
    #expect(lines[0].file.hasSuffix("xdpfilt_prog.h"))
    #expect(lines.contains { $0.line > 0 && $0.column > 0 })
  }
}
