import BTF
import CKernel
import Foundation
import TestSupport
import Testing

@Suite struct BuilderTests {
  /// As `.maps` declarations are made for legacy maps, with the rest that the builder can write.
  private func everything() -> TypeTableBuilder {
    var builder = TypeTableBuilder()
    let int = builder.addInt("int", size: 4, isSigned: true)
    let u64 = builder.addInt("unsigned long", size: 8)
    _ = builder.addInt("_Bool", size: 1, isBool: true)
    let one = builder.addArray(of: int, index: int, count: 1)
    let many = builder.addArray(of: int, index: int, count: 10_240)
    let type = builder.addPointer(to: one)
    let entries = builder.addPointer(to: many)
    let key = builder.addPointer(to: int)
    let value = builder.addPointer(to: u64)
    let map = builder.addStruct(
      "", size: 32,
      members: [("type", type, 0), ("max_entries", entries, 8), ("key", key, 16), ("value", value, 24)])
    let variable = builder.addVariable("counts", type: map, linkage: .global)
    _ = builder.addSection(".maps", size: 32, variables: [SectionVariable(type: variable, offset: 0, size: 32)])
    let mode = builder.addEnum("mode", values: [("OFF", 0), ("BACK", -1)])
    let alias = builder.addTypedef("mode_t", of: mode)
    let prototype = builder.addPrototype(returning: int, parameters: [("ctx", value), ("mode", alias)])
    _ = builder.addFunction("program", prototype: prototype, linkage: .global)
    return builder
  }

  @Test func whatIsWrittenIsReadBack() throws {
    let types = try TypeTable(bytes: everything().bytes())
    let map = try #require(try types.mapDeclarations().first)
    #expect((map.name, map.type, map.maxEntries, map.keySize, map.valueSize) == ("counts", 1, 10_240, 4, 8))
    #expect(types.declaration(of: types.ownIDs.upperBound - 1) == "int program(unsigned long *ctx, mode_t mode)")
    #expect(types.type(named: "mode")?.enumerators.map { Int64(bitPattern: $0.bits) } == [0, -1])
    #expect(types.type(named: "_Bool")?.integer?.isBool == true)
  }

  @Test(.requires("host:bpf")) func theKernelTakesWhatIsWritten() throws {
    #expect(loadBTF(everything().bytes()) == 0)
    var broken = everything()
    broken.retarget(1, to: 0)
    broken.retarget(broken.nextID - 1, to: 4_000)
    #expect(loadBTF(broken.bytes()) == EINVAL, "a load that cannot fail would prove nothing")
  }

  @Test(.requires("clang")) func anExtendedTableKeepsItsTypesAndTakesNewOnes() async throws {
    let types = try await Compiled(Sources.everyKind).types
    var builder = try TypeTableBuilder(extending: types)
    #expect(rawDumpsAgree(types, try TypeTable(bytes: builder.bytes())))
    let int = try #require(types.type(named: "int", kind: .int)).id
    let added = builder.addStruct("added", size: 4, members: [("whole", int, 0)])
    let variable = try #require(types.type(named: "common", kind: .var)).id
    builder.retarget(variable, to: added)
    builder.rename(variable, to: "uncommon")
    let section = try #require(types.type(named: ".data.all", kind: .datasec)).id
    builder.setSection(section, size: 4, variables: [SectionVariable(type: variable, offset: 0, size: 4)])
    let changed = try TypeTable(bytes: builder.bytes())
    #expect(changed.count == types.count + 1)
    #expect(changed.declaration(of: variable) == "struct added uncommon")
    #expect(changed.type(named: "common", kind: .var) == nil)
    #expect(try changed.type(section).variables == [SectionVariable(type: variable, offset: 0, size: 4)])
    // A string that was there is not written twice, and the old ones stay where they were.
    #expect(try changed.type(variable - 1).name == types.type(variable - 1).name)
  }

  private func rawDumpsAgree(_ one: TypeTable, _ other: TypeTable) -> Bool {
    (try? rawDump(one, ids: one.ownIDs)) == (try? rawDump(other, ids: other.ownIDs))
  }

  /// BPF_BTF_LOAD: 0, or the error number.
  private func loadBTF(_ bytes: [UInt8]) -> Int32 {
    let result = unsafe bytes.withUnsafeBytes { bytes in
      // union bpf_attr of BPF_BTF_LOAD: btf, btf_log_buf, btf_size, btf_log_size, btf_log_level.
      var attributes = [UInt64](repeating: 0, count: 4)
      attributes[0] = UInt64(UInt(bitPattern: bytes.baseAddress))
      attributes[2] = UInt64(bytes.count)
      return unsafe attributes.withUnsafeMutableBytes {
        assay_call(Int(__NR_bpf), 18, Int(bitPattern: $0.baseAddress), $0.count, 0, 0)
      }
    }
    guard result >= 0 else { return Int32(-result) }
    close(Int32(result))
    return 0
  }
}
