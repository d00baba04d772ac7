import BTF
import TestSupport
import Testing

@Suite(.requires("clang")) struct MapDeclarationTests {
  private func maps(_ source: String) async throws -> [String: MapDeclaration] {
    let types = try await Compiled(Sources.prelude + source).types
    return Dictionary(uniqueKeysWithValues: try types.mapDeclarations().map { ($0.name, $0) })
  }

  @Test func everyFieldIsReadAsLibbpfReadsIt() async throws {
    let maps = try await maps(
      """
      struct value { u64 a, b; };
      struct { __uint(type, 1); __uint(max_entries, 64); __type(key, u32); __type(value, struct value);
        __uint(map_flags, 1); __uint(numa_node, 0); __uint(pinning, 1); __ulong(map_extra, 0x100000001); } hash
        SEC(".maps");
      struct { __uint(type, 27); __uint(max_entries, 4096); } ring SEC(".maps");
      struct { __uint(type, 2); __uint(key_size, 4); __uint(value_size, 12); __uint(map_extra, 3); } sized
        SEC(".maps");
      """)
    let hash = try #require(maps["hash"])
    #expect((hash.type, hash.keySize, hash.valueSize, hash.maxEntries) == (1, 4, 16, 64))
    #expect((hash.flags, hash.extra, hash.pinning) == (1, 0x1_0000_0001, 1))
    #expect(hash.numaNode == 0)
    #expect(hash.keyType != nil && hash.valueType != nil)
    let ring = try #require(maps["ring"])
    #expect((ring.type, ring.keySize, ring.valueSize, ring.maxEntries) == (27, 0, 0, 4096))
    #expect(ring.numaNode == nil && ring.values == nil)
    let sized = try #require(maps["sized"])
    #expect((sized.keySize, sized.valueSize, sized.extra) == (4, 12, 3))
    #expect(sized.keyType == nil)
  }

  @Test func innerMapsAndProgramArraysAreRead() async throws {
    let maps = try await maps(
      """
      struct inner { __uint(type, 2); __uint(max_entries, 1); __type(key, u32); __type(value, u64); } one SEC(".maps");
      struct { __uint(type, 12); __uint(max_entries, 3); __type(key, u32); __array(values, struct inner); } outer
        SEC(".maps") = { .values = { &one, 0, &one } };
      int target(void *ctx);
      struct { __uint(type, 3); __uint(max_entries, 2); __uint(key_size, 4); __array(values, int (void *)); } calls
        SEC(".maps") = { .values = { 0, (void *)&target } };
      SEC("xdp") int target(void *ctx) { return 0; }
      """)
    let outer = try #require(maps["outer"])
    #expect(outer.valueSize == 4)
    guard case .maps(let inner) = outer.values else {
      Issue.record("no inner map: \(outer)")
      return
    }
    #expect((inner.name, inner.type, inner.keySize, inner.valueSize) == ("outer.inner", 2, 4, 8))
    #expect(outer.valuesOffset == 24)
    #expect((outer.size - outer.valuesOffset) / 8 == 3)
    #expect(try #require(maps["calls"]).values == .programs)
  }

  @Test(arguments: [
    ("struct { __uint(max_entries, 1); } m SEC(\".maps\");", "map 'm': no map type is given"),
    ("struct { __uint(type, 1); __uint(speed, 1); } m SEC(\".maps\");", "map 'm': unknown field 'speed'"),
    ("struct { int type; } m SEC(\".maps\");", "map 'm': 'type' must be declared with __uint()"),
    (
      "struct { __uint(type, 1); __uint(key_size, 8); __type(key, u32); } m SEC(\".maps\");",
      "map 'm': key sizes 8 and 4 contradict each other"
    ),
    ("struct { __uint(type, 1); __uint(pinning, 2); } m SEC(\".maps\");", "map 'm': pinning 2 is not known: 0 or 1"),
    (
      "struct { __uint(type, 1); int (*values[])(void *); } m SEC(\".maps\");",
      "map 'm': 'values' are for program arrays and maps of maps only"
    ),
    (
      "struct { __array(values, int (void *)); __uint(type, 3); } m SEC(\".maps\");",
      "map 'm': 'values' must be the last member"
    ),
    (
      "struct inner { __uint(type, 1); __uint(pinning, 1); };"
        + "struct { __uint(type, 12); __array(values, struct inner); } m SEC(\".maps\");",
      "map 'm.inner': an inner map cannot be pinned"
    ),
    (
      "static struct { __uint(type, 1); } m SEC(\".maps\");",
      "map 'm': a map must be a global variable, not static or extern"
    ),
    // Clang gives the variable no type here.
    ("int m SEC(\".maps\");", "map 'm': a struct was expected, not void"),
  ])
  func aDeclarationThatLibbpfRefusesIsAnError(_ source: String, _ message: String) async throws {
    // C wants a flexible array last: the one that is not is an array of no elements.
    let source = source.replacing("__array(values, int (void *)); __uint", with: "int (*values[0])(void *); __uint")
    let compiled = try await Compiled(Sources.prelude + source)
    let error = #expect(throws: BTFError.self) { try compiled.types.mapDeclarations() }
    #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
    #expect(error?.section == ".BTF")
  }
}
