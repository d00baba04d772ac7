import BTF
import Testing

/// Tables that lie.
@Suite struct HostileTests {
  /// A table of raw records.
  private func table(_ records: [[UInt32]], strings: [UInt8] = [0]) throws -> TypeTable {
    try TypeTable(bytes: bytes(records, strings: strings))
  }

  private func bytes(_ records: [[UInt32]], strings: [UInt8] = [0], header: [UInt32]? = nil) -> [UInt8] {
    let words = records.flatMap { $0 }
    let length = UInt32(words.count * 4)
    let header = header ?? [0x0001_eb9f, 24, 0, length, length, UInt32(strings.count)]
    return (header + words).flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * UInt32($0))) } }
      + strings
  }

  private static func info(_ kind: UInt32, _ count: UInt32 = 0, flag: Bool = false) -> UInt32 {
    kind << 24 | count | (flag ? 1 << 31 : 0)
  }

  @Test func aBrokenHeaderSaysWhere() {
    func error(_ bytes: [UInt8]) -> String? {
      do {
        _ = try TypeTable(bytes: bytes)
        return nil
      } catch { return error.description }
    }
    let good = bytes([])
    #expect(error(good) == nil)
    #expect(error([]) == ".BTF+0x0: 0 bytes are too few for the header's 24")
    #expect(error(Array(good.prefix(23))) == ".BTF+0x0: 23 bytes are too few for the header's 24")
    #expect(error([0xeb, 0x9f] + good.dropFirst(2)) == ".BTF+0x0: big-endian BTF is not supported: compile for bpfel")
    #expect(error([0x7f, 0x45] + good.dropFirst(2))?.contains("no BTF") == true)
    #expect(error(good.prefix(2) + [2] + good.dropFirst(3)) == ".BTF+0x2: BTF version 2 is not known")
    #expect(error(bytes([], header: [0x0001_eb9f, 4096, 0, 0, 0, 1]))?.hasPrefix(".BTF+0x4: ") == true)
    #expect(error(bytes([], header: [0x0001_eb9f, 24, 0, 4, 4, 1]))?.hasPrefix(".BTF+0x8: the type section") == true)
    #expect(error(bytes([], header: [0x0001_eb9f, 24, 2, 0, 0, 1]))?.hasPrefix(".BTF+0x8: the type sec") == true)
    #expect(error(bytes([], header: [0x0001_eb9f, 24, 0, 0, 0, .max]))?.hasPrefix(".BTF+0x10: the str") == true)
    #expect(error(bytes([], header: [0x0001_eb9f, 24, 0, 0, .max, .max]))?.hasPrefix(".BTF+0x10: ") == true)
    #expect(error(bytes([], header: [0x0001_eb9f, 24, 0, 0, 0, 0])) == ".BTF+0x14: the string section is empty")
    #expect(error(bytes([], strings: [0, 65])) == ".BTF+0x19: the last string has no end")
    #expect(error(bytes([], strings: [65, 0])) == ".BTF+0x18: the first string is not the empty one")
  }

  @Test func aRecordThatDoesNotFitSaysWhere() {
    let cases: [([UInt32], String)] = [
      ([0, 0], ".BTF+0x18: the type section ends within a type's record"),
      ([9, Self.info(2), 0], ".BTF+0x18: the type's name lies outside of the strings"),
      ([0, Self.info(0), 0], ".BTF+0x1c: unknown kind of type: 0"),
      ([0, Self.info(20), 0], ".BTF+0x1c: unknown kind of type: 20"),
      ([0, Self.info(127), 0], ".BTF+0x1c: unknown kind of type: 127"),
      (
        [0, Self.info(4, 0xff_ffff), 0],
        ".BTF+0x18: the type's record takes 201326592 bytes, but 12 are left in the type section"
      ),
      ([0, Self.info(1), 4], ".BTF+0x18: the type's record takes 16 bytes, but 12 are left in the type section"),
    ]
    for (record, message) in cases {
      let error = #expect(throws: BTFError.self) { try table([record]) }
      #expect(error?.description == message)
    }
  }

  @Test func typesWithoutEndAreErrors() throws {
    // 1: typedef of 2, 2: const of 1, 3: array of 3, 4: a struct that holds itself, 5: pointer to 5, 6: array of 2^32-1
    // arrays of 2^32-1 chars, 7: function type that takes itself.
    let types = try table(
      [
        [1, Self.info(8), 2], [0, Self.info(10), 1], [0, Self.info(3), 0, 3, 3, 2],
        [1, Self.info(4, 2), 8, 0, 4, 0, 1, 4, 0], [0, Self.info(2), 5], [0, Self.info(3), 0, 8, 3, .max],
        [0, Self.info(13, 2), 7, 0, 7, 0, 7], [0, Self.info(3), 0, 9, 3, .max], [1, Self.info(1), 1, 8],
      ], strings: [0, 65, 0])
    for id in [1, 2] as [TypeID] {
      #expect(throws: BTFError.self) { try types.resolved(id) }
      #expect(throws: BTFError.self) { try types.size(of: id) }
    }
    for id in [3, 6] as [TypeID] { #expect(throws: BTFError.self) { try types.size(of: id) } }
    #expect(try types.size(of: 4) == 8)
    #expect(throws: BTFError.self) { try types.alignment(of: 4) }
    #expect(throws: ValueError.self) { try types.place([.member("x")], in: 4) }
    #expect(throws: ValueError.self) {
      try types.encode("{.A = {.A = {.A = {}}}}", at: ValuePlace(type: 3))
    }
    for id in types.ownIDs { #expect(types.declaration(of: id).utf8.count <= 512) }
    #expect(throws: BTFError.self) { try types.type(10) }
    #expect(throws: BTFError.self) { try types.type(.max) }
  }

  @Test func bracesWithoutEndAreAnError() throws {
    // A struct whose member A is the struct itself, at its own place.
    let types = try table([[0, Self.info(4, 1), 8, 1, 1, 0]], strings: [0, 65, 0])
    let text = String(repeating: "{.A = ", count: 100_000)
    #expect(throws: ValueError.self) { try types.encode(text, at: ValuePlace(type: 1)) }
  }

  @Test func partsOutsideOfAValueAreErrors() throws {
    // A struct of 1 byte with an int of 4 bytes at byte 1,000,000.
    let types = try table(
      [[1, Self.info(1), 4, 32], [0, Self.info(4, 1), 1, 1, 1, 8_000_000]], strings: [0, 65, 0])
    let error = #expect(throws: ValueError.self) { try types.encode("{.A = 1}", at: ValuePlace(type: 2)) }
    #expect(error?.message == "a part of type A lies outside of the value's bytes")
    let far = try types.encode("1", at: try types.place([.member("A")], in: 2))
    var bytes: [UInt8] = [7]
    #expect(!far.put(into: &bytes, at: 0))
    #expect(!far.put(into: &bytes, at: .max))
    #expect(bytes == [7])
  }

  @Test func manyTypesWithOneLongNameAreIndexedAndReadInBounds() throws {
    let long = [0] + [UInt8](repeating: 65, count: 1 << 20) + [0]
    let types = try table([[UInt32]](repeating: [1, Self.info(2), 0], count: 50_000), strings: long)
    #expect(types.types(named: "A").isEmpty)
    #expect(types.types(named: String(repeating: "A", count: 1 << 20)).isEmpty)
    #expect(types.types(named: String(repeating: "A", count: 4096)).isEmpty)
    #expect(try types.type(1).name.utf8.count == 4096)
  }

  @Test func anonymousMembersThatShareTypesAreSearchedOnce() throws {
    // 40 structs, each with two anonymous members of the next: 2^40 ways to the last.
    var records: [[UInt32]] = []
    for id in 1..<40 as Range<UInt32> { records.append([0, Self.info(4, 2), 8, 0, id + 1, 0, 0, id + 1, 0]) }
    records.append([0, Self.info(4, 0), 8])
    let types = try table(records)
    #expect(throws: ValueError.self) { try types.place([.member("x")], in: 1) }
    #expect(try types.alignment(of: 1) == 1)
  }

  @Test func kindsThatTheTableItselfDescribesAreSkipped() throws {
    // Header with a layout section (7.2): 26 kinds, of which 25 has 4 bytes and 8 for each element.
    let records: [UInt32] = [1, Self.info(25, 2), 0, 11, 12, 13, 14, 15, 1, Self.info(1), 4, 32]
    let layout = [UInt32](repeating: 0, count: 25) + [4 | 8 << 8]
    let typeBytes = UInt32(records.count * 4)
    let layoutBytes = UInt32(layout.count * 4)
    let header: [UInt32] = [0x0001_eb9f, 32, 0, typeBytes, typeBytes + layoutBytes, 3, typeBytes, layoutBytes]
    let types = try TypeTable(bytes: bytes([records, layout], strings: [0, 65, 0], header: header))
    #expect(types.count == 3)
    #expect(try types.type(1).kind == .unrecognized)
    #expect(try types.type(2).kind == .int)
    #expect(throws: BTFError.self) { try types.size(of: 1) }
    #expect(throws: BTFError.self) { try TypeTableBuilder(extending: types) }
  }

  @Test func splitTypesGoOnWhereTheirBaseEnds() throws {
    var builder = TypeTableBuilder()
    let int = builder.addInt("int", size: 4)
    let base = try TypeTable(bytes: builder.bytes())
    // Strings of the base: "\0int\0"; of the split table from 5 on: "late\0".
    let split = try TypeTable(
      bytes: bytes([[5, Self.info(8), int], [1, Self.info(2), 2]], strings: Array("late\0".utf8)), base: base)
    #expect(split.ownIDs == 2..<4)
    #expect(split.type(named: "late")?.id == 2)
    #expect(split.type(named: "int", kind: .int)?.id == 1)
    #expect(split.types(named: "int").map(\.id) == [1, 3])
    #expect(try split.size(of: 2) == 4)
    #expect(split.declaration(of: 3) == "late *")
    #expect(throws: BTFError.self) { try base.type(2) }
    #expect(throws: BTFError.self) { try TypeTableBuilder(extending: split) }
    // A split table may have no strings of its own.
    #expect(try TypeTable(bytes: bytes([[1, Self.info(8), 1]], strings: []), base: base).type(2).name == "int")
  }

  @Test func brokenExtendedInfoSaysWhere() throws {
    let types = try table([], strings: Array("\0xdp\0".utf8))
    func error(_ words: [UInt32]) -> String? {
      let bytes = words.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * UInt32($0))) } }
      do {
        _ = try ExtendedInfo(bytes: bytes, types: types)
        return nil
      } catch { return error.description }
    }
    func functions(_ words: [UInt32]) -> [UInt32] { [0x0001_eb9f, 24, 0, UInt32(words.count * 4), 0, 0] + words }
    #expect(error([0x0001_eb9f, 24, 0, 0, 0, 0]) == nil)
    #expect(error(functions([8, 1, 1, 8, 1])) == nil)
    #expect(error(functions([12, 1, 1, 8, 1, 99])) == nil, "longer records of newer compilers")
    #expect(error(functions([4]))?.hasPrefix(".BTF.ext+0x18: func_info records of 4 bytes") == true)
    #expect(error(functions([9]))?.hasPrefix(".BTF.ext+0x18: func_info records of 9 bytes") == true)
    #expect(error(functions([8, 1])) == ".BTF.ext+0x1c: the func_info list ends within a section's header")
    #expect(error(functions([8, 9, 1, 8, 1])) == ".BTF.ext+0x1c: a string outside of .BTF's strings")
    #expect(error(functions([8, 1, 0])) == ".BTF.ext+0x20: a section without func_info records")
    #expect(
      error(functions([8, 1, .max, 8, 1]))
        == ".BTF.ext+0x20: 4294967295 func_info records of 8 bytes, but 8 bytes are left in the list")
    #expect(
      error(functions([8, 1, 1, 4, 1])) == ".BTF.ext+0x24: instruction offset 4 is not a multiple of 8")
    #expect(
      error([0x0001_eb9f, 32, 0, 0, 0, 0, 0, 28, 16, 1, 1, 8, 1, 0, 99])
        == ".BTF.ext+0x38: unknown kind of CO-RE relocation: 99")
    #expect(error([0x0001_eb9f, 24, 0, 4, 0, 0])?.hasPrefix(".BTF.ext+0x8: the func_info list ends") == true)
  }
}
