import BPFObject
import BTF
import KernelFacts
import Scripts
import Testing

/// Objects made of what bpftrace wrote, whatever it wrote.
@Suite struct ScriptObjectTests {
  private static let script = "BEGIN { @a[1] = 2; }\nkprobe:vfs_read, kprobe:vfs_write { @a[3] = 4; }\n"
  private static let dump = """
    AST after: Semantic
    -------------------
    Program
     BEGIN
      =
       map: @a :: type[int64, ctx: 0]
        int: 1 :: type[int64, ctx: 0]
       int: 2 :: type[int64, ctx: 0]

    %odd = type { i8, i64, [3 x i16] }
    define i64 @BEGIN(i8* %0) local_unnamed_addr section "s_BEGIN_1" {
      %pseudo = tail call i64 @llvm.bpf.pseudo(i64 1, i64 0)
      %update_elem = call i64 inttoptr (i64 2 to i64 (i64, [24 x i8]*, i64*, i64)*)(i64 %pseudo, [24 x i8]* nonnull %"@a,_key(", %odd* nonnull %v, i64 0)
    }

    """

  /// `r1 = map 0; exit`
  private static let code: [UInt8] = [0x18, 0x11, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x95, 0, 0, 0, 0, 0, 0, 0]

  private func elf(_ sections: [String], code: [UInt8] = code) throws -> ObjectFile {
    var image = ObjectImage()
    for section in sections {
      let home = image.addSection(section, .code, bytes: code)
      _ = image.addSymbol(String(section.dropFirst(2)), .function, in: home, at: 0, size: code.count)
    }
    return try ObjectFile(bytes: image.bytes(), name: "x.bt")
  }

  private func made(_ elf: ObjectFile, dump: String = dump) throws -> ObjectFile {
    let script = Script(file: "x.bt", text: Array(Self.script.utf8))
    return try ObjectFile(bytes: try ScriptObject.make(elf, dump: dump, script: script), name: "x.bt")
  }

  @Test func `Probes become programs with sections, maps and lines`() throws {
    let object = try made(try elf(["s_BEGIN_1", "s_kprobe:vfs_read,kprobe:vfs_write_1"]))
    #expect(object.programs.map(\.name) == ["BEGIN", "kprobe_vfs_read"])
    #expect(object.programs.map(\.section) == ["raw_tracepoint", "kprobe/vfs_read"])
    #expect(object.programs.map { $0.lineInfo.first?.line } == [1, 2])
    #expect(object.programs.allSatisfy { $0.problem == nil && $0.references.count == 1 })
    let map = try #require(object.map(named: "AT_a"))
    #expect(object.maps.count == 1)
    #expect("\(map.type) \(map.keySize) \(map.valueSize) \(map.maxEntries)" == "hash 24 24 4096")
    #expect(object.license == "GPL")
  }

  @Test func `What is not known is said`() throws {
    #expect(throws: ScriptObstacle.self) { try made(try elf(["s_newprobe:x_1"])) }
    #expect(throws: ScriptObstacle.self) { try made(try elf(["s_BEGIN_1"]), dump: "") }
    #expect(throws: ScriptObstacle.self) { try made(try elf([".text"])) }
    #expect(throws: ScriptObstacle.self) { try made(try elf(["s_BEGIN_1", ".maps"])) }
  }

  @Test func `No dump is too broken to be read`() throws {
    let elf = try elf(["s_BEGIN_1"])
    var state: UInt64 = 88_172_645_463_325_252
    func random(_ bound: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state >> 33) % bound
    }
    let signs = Array("[]{}<>()*%\"i9, \n".utf8)
    var count = 0
    for _ in 0..<2000 {
      var bytes = Array(Self.dump.utf8)
      for _ in 0...random(12) { bytes[random(bytes.count)] = signs[random(signs.count)] }
      if (try? made(elf, dump: String(decoding: bytes, as: UTF8.self))) != nil { count += 1 }
    }
    #expect(count > 100 && count < 2000)
  }
}
