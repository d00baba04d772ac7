import BTF
import TestSupport
import Testing

/// Mutated real BTF: whatever the bytes, each question has an answer or an error, in bounded time and memory.
@Suite(.requires("clang")) struct FuzzTests {
  /// Asks all there is to ask.
  private func exercise(_ types: TypeTable, _ extended: [UInt8]) {
    for id in types.ownIDs {
      guard let type = try? types.type(id) else { continue }
      _ = type.name.utf8.count + type.members.count + type.enumerators.count + type.parameters.count
      _ = (type.integer, type.array, type.linkage, type.taggedComponent)
      _ = types.declaration(of: id)
      _ = try? types.size(of: id)
      _ = try? types.alignment(of: id)
      _ = try? types.prototype(of: id)
      for member in type.members.prefix(8) {
        guard let place = try? types.place([.member(member.name), .element(1), .member("a")], in: id) else { continue }
        _ = try? types.encode("1", at: place)
      }
      for text in ["-1", "{1}", "{.a = {}, .word = 2}", "\"text\"", "OFF"] {
        _ = try? types.encode(text, at: ValuePlace(type: id))
      }
      for place in type.variables { _ = try? types.mapDeclaration(at: place) }
    }
    _ = types.type(named: "task_struct")
    guard let info = try? ExtendedInfo(bytes: extended, types: types) else { return }
    for (_, lines) in info.lines { for line in lines.prefix(50) { _ = line.file.count + line.text.count } }
    for (_, relocations) in info.relocations { for one in relocations.prefix(50) { _ = try? types.target(of: one) } }
    _ = try? TypeTableBuilder(extending: types).bytes()
  }

  private func mutate(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      guard !bytes.isEmpty else { return }
      let at = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<7, using: &random) {
      case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 2:
        // A word of a small or an extreme number: another type, another count.
        let word = [UInt32.random(in: 0...40, using: &random), .max, 0x8000_0000, 0xff_ffff].randomElement(
          using: &random)
        let start = at & ~3
        for index in 0..<4 where start + index < bytes.count {
          bytes[start + index] = UInt8(truncatingIfNeeded: (word ?? 0) >> (8 * UInt32(index)))
        }
      case 3: bytes.removeLast(bytes.count - at)
      case 4: bytes.removeSubrange(at..<min(bytes.count, at + 4))
      case 5: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + 12)], at: at)
      default:
        // The header decides most.
        let first = Int.random(in: 0..<min(32, bytes.count), using: &random)
        bytes[first] = UInt8.random(in: 0...255, using: &random)
      }
    }
  }

  @Test func mutatedTypesNeverCrashOrHang() async throws {
    let maps = """
      struct m { __uint(type, 2); __uint(max_entries, 1); __type(key, u32); __type(value, u64); } one SEC(".maps");
      struct { __uint(type, 12); __type(key, u32); __array(values, struct m); } outer SEC(".maps") = {{&one}};
      struct a { int a; struct { u32 word; struct a *next; }; } a[3];

      """
    let compiled = try await Compiled(Sources.everyKind + maps)
    let types = try compiled.section(".BTF")
    let extended = try compiled.section(".BTF.ext")
    exercise(compiled.types, extended)
    var random = SeededGenerator(seed: 4)
    var parsed = 0
    for round in FuzzBudget(rounds: 2_000) {
      var mutatedTypes = types
      var mutatedExtended = extended
      if round % 4 != 0 { mutate(&mutatedTypes, &random) } else { mutate(&mutatedExtended, &random) }
      guard let table = try? TypeTable(bytes: mutatedTypes) else { continue }
      parsed += 1
      exercise(table, mutatedExtended)
    }
    #expect(parsed > 100, "most mutations must get past the header")
  }

  @Test func noisyTextNeverCrashes() throws {
    var builder = TypeTableBuilder()
    let int = builder.addInt("char", size: 1, isSigned: true)
    let array = builder.addArray(of: int, index: int, count: 4)
    let mode = builder.addEnum("mode", values: [("OFF", 0), ("ON", 1)])
    let whole = builder.addStruct("s", size: 9, members: [("a", array, 0), ("b", int, 4), ("c", mode, 5)])
    let types = try TypeTable(bytes: builder.bytes())
    let alphabet = Array("{}{}.=,,  '\"\\abc019x-+OFN[]é\0")
    var random = SeededGenerator(seed: 5)
    for _ in FuzzBudget(rounds: 20_000) {
      let length = Int.random(in: 0...24, using: &random)
      let text = String((0..<length).map { _ in alphabet.randomElement(using: &random) ?? "a" })
      for id in [int, array, mode, whole] { _ = try? types.encode(text, at: ValuePlace(type: id)) }
      _ = try? MemberPath(text)
    }
  }
}
