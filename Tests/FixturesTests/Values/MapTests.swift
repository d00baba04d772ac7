import BPFObject
import BTF
import Findings
import Fixtures
import Placed
import TestSupport
import Testing

@Suite(.requires("clang")) struct MapTests {
  static let source = CSource(
    """
    struct key { __u32 source; __be16 port; __u8 proto; };
    struct value { __u64 packets; __u64 bytes; char who[8]; };
    struct prefix { __u32 length; __u32 address; };
    struct prefix6 { __u32 length; __u8 address[16]; };
    #define MAP(NAME, TYPE, KEY, VALUE, COUNT) \\
      struct { __uint(type, BPF_MAP_TYPE_##TYPE); __type(key, KEY); __type(value, VALUE); \\
        __uint(max_entries, COUNT); } NAME SEC(".maps")
    MAP(hits, ARRAY, __u32, __u64, 4);
    MAP(blocked, HASH, __u32, __u32, 8);
    MAP(flows, HASH, struct key, struct value, 16);
    MAP(each_cpu, PERCPU_ARRAY, __u32, __u64, 2);
    MAP(totals, PERCPU_HASH, __u32, struct value, 2);
    MAP(names, HASH, char[8], __u32, 8);
    struct gap { __u8 a; __u32 b; };
    MAP(gaps, HASH, __u32, struct gap, 8);
    struct { __uint(type, BPF_MAP_TYPE_LPM_TRIE); __type(key, struct prefix); __type(value, __u32);
      __uint(max_entries, 8); __uint(map_flags, BPF_F_NO_PREALLOC); } routes SEC(".maps");
    struct { __uint(type, BPF_MAP_TYPE_LPM_TRIE); __uint(key_size, 20); __type(value, __u32);
      __uint(max_entries, 8); __uint(map_flags, BPF_F_NO_PREALLOC); } routes6 SEC(".maps");
    struct { __uint(type, BPF_MAP_TYPE_QUEUE); __type(value, __u32); __uint(max_entries, 2); } waiting SEC(".maps");
    struct { __uint(type, BPF_MAP_TYPE_BLOOM_FILTER); __type(value, __u32); __uint(max_entries, 2); } seen SEC(".maps");
    struct { __uint(type, BPF_MAP_TYPE_HASH); __uint(key_size, 2); __uint(value_size, 3); __uint(max_entries, 8); }
      untyped SEC(".maps");
    struct { __uint(type, BPF_MAP_TYPE_RINGBUF); __uint(max_entries, 4096); } events SEC(".maps");
    struct { __uint(type, BPF_MAP_TYPE_SOCKMAP); __type(key, __u32); __type(value, __u32); __uint(max_entries, 2); }
      sockets SEC(".maps");
    struct { __uint(type, BPF_MAP_TYPE_PROG_ARRAY); __type(key, __u32); __type(value, __u32); __uint(max_entries, 2); }
      jumps SEC(".maps");
    struct inner { __uint(type, BPF_MAP_TYPE_HASH); __type(key, __u32); __type(value, __u32);
      __uint(max_entries, 8); } one SEC(".maps");
    struct { __uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS); __type(key, __u32); __uint(max_entries, 2);
      __array(values, struct inner); } tables SEC(".maps");
    volatile __u32 counter;
    SEC("xdp") int first(struct xdp_md *context) { return counter; }
    SEC("xdp") int second(struct xdp_md *context) { return counter++; }

    """)

  private actor Once {
    static let shared = Once()
    private var task: Task<ObjectFile, any Error>?

    func object() async throws -> ObjectFile {
      let task =
        self.task ?? Task { try ObjectFile(bytes: try await MapTests.source.compiled(), name: "maps.bpf.o") }
      self.task = task
      return try await task.value
    }
  }

  private func entries(_ text: String, fill: UInt8 = 0, padding: UInt8 = 0) async throws -> (
    entries: [MapFixture.Entry], problems: [String]
  ) {
    var problems = PlacedProblems()
    let node = try PlacedDocument(Array(text.utf8), file: "f.yml").root
    let fixture = MapFixture(
      node, object: try await Once.shared.object(), fill: fill, padding: padding, &problems)
    return (fixture.entries, problems.texts)
  }

  /// Entries as `map key = value`.
  private func written(_ text: String, padding: UInt8 = 0) async throws -> [String] {
    let (entries, problems) = try await entries(text, padding: padding)
    #expect(problems == [])
    return entries.map { entry in
      let value =
        switch entry.value {
        case .bytes(let bytes): hex(bytes)
        case .processors(let some): some.map { "\($0.number): \(hex($0.bytes))" }.joined(separator: ", ")
        case .program(let name): "program \(name)"
        case .map(let name): "map \(name)"
        }
      return "\(entry.map) \(entry.key.map(hex) ?? "-") = \(value)"
    }
  }

  @Test(arguments: [
    (
      "{hits: {0: 1, 0x3: 5ms}}",
      "hits 00 00 00 00 = 01 00 00 00 00 00 00 00\nhits 03 00 00 00 = 40 4b 4c 00 00 00 00 00"
    ),
    ("{blocked: {10.0.0.9: 1}}", "blocked 0a 00 00 09 = 01 00 00 00"),
    ("{blocked: [{key: 10.0.0.9, value: be 1}]}", "blocked 0a 00 00 09 = 00 00 00 01"),
    ("{names: {bash: 1}}", "names 62 61 73 68 00 00 00 00 = 01 00 00 00"),
    (
      "{flows: [{key: {source: 10.0.0.1, port: be 80, proto: 6}, value: {packets: 2, who: me}}]}",
      "flows 0a 00 00 01 00 50 06 00 = 02 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 6d 65 00 00 00 00 00 00"
    ),
    ("{each_cpu: {0: 7}}", "each_cpu 00 00 00 00 = 07 00 00 00 00 00 00 00"),
    (
      "{each_cpu: {1: {cpu: {3: 7, 0: 1}}}}",
      "each_cpu 01 00 00 00 = 0: 01 00 00 00 00 00 00 00, 3: 07 00 00 00 00 00 00 00"
    ),
    (
      "{routes: {10.0.0.0/8: 1, 10.1.0.0/16: 2, 10.1.2.3: 3}}",
      "routes 08 00 00 00 0a 00 00 00 = 01 00 00 00\nroutes 10 00 00 00 0a 01 00 00 = 02 00 00 00\n"
        + "routes 20 00 00 00 0a 01 02 03 = 03 00 00 00"
    ),
    ("{routes: [{key: {length: 9, address: 10.0.0.0}, value: 1}]}", "routes 09 00 00 00 0a 00 00 00 = 01 00 00 00"),
    (
      "{routes6: {'fe80::/10': 1}}", "routes6 0a 00 00 00 fe 80 00 00 00 00 00 00 00 00 00 00 00 00 00 00 = 01 00 00 00"
    ),
    ("{waiting: [3, 4]}", "waiting - = 03 00 00 00\nwaiting - = 04 00 00 00"),
    ("{seen: [3]}", "seen - = 03 00 00 00"), ("{untyped: {258: {hex: 010203}}}", "untyped 02 01 = 01 02 03"),
    ("{untyped: {1: [1, 2, 3]}}", "untyped 01 00 = 01 02 03"),
    ("{jumps: {1: second}}", "jumps 01 00 00 00 = program second"),
    ("{tables: {0: one}}", "tables 00 00 00 00 = map one"),
  ])
  func `entries are written by their types`(text: String, expected: String) async throws {
    #expect(try await written(text).joined(separator: "\n") == expected)
  }

  @Test func `keys have zeros in their padding and values what is asked for`() async throws {
    let text = "{flows: [{key: {proto: 6}, value: {}}], hits: {0: 1}}"
    #expect(try await written(text, padding: 0xaa).first?.hasPrefix("flows 00 00 00 00 00 00 06 00 = 00") == true)
    #expect(try await entries(text, fill: 0xbb).entries.first?.value == .bytes([UInt8](repeating: 0xbb, count: 24)))
  }

  @Test(arguments: [
    ("{hit: {0: 1}}", "1:2: the object has no map 'hit'; did you mean 'hits'?"),
    ("{hits: {4: 1}}", "1:9: map 'hits' has no entry 4; entries: 0 to 3"),
    ("{hits: {x: 1}}", "1:9: 'x' does not fit __u32: expected a number from 0 to 4294967295"),
    ("{hits: {0: x}}", "1:12: 'x' does not fit __u64: expected a number from 0 to 18446744073709551615"),
    (
      "{hits: 5}",
      "1:8: expected the entries of map 'hits', found '5'; write {key: value}, or a list of {key: ..., value: ...}"
    ),
    ("{hits: [5]}", "1:9: expected {key: ..., value: ...}, found '5'"),
    ("{hits: [{key: 1, valu: 2}]}", "1:9: the key 'value' is missing\n1:18: unknown key 'valu'; did you mean 'value'?"),
    ("{hits: {1: 1, 0x1: 2}}", "1:15: the same key stands twice in map 'hits'"),
    ("{waiting: [1, 2, 3]}", "1:11: map 'waiting' holds 2 entries; there are 3 here"),
    ("{waiting: {0: 1}}", "1:11: expected a list, found keys and values"),
    (
      "{routes: {10.0.0.0/33: 1}}",
      "1:11: expected a network such as 10.0.0.0/8 for a key of map 'routes', found '10.0.0.0/33'"
    ),
    ("{jumps: {0: frist}}", "1:13: the object has no program 'frist'; did you mean 'first'?"),
    ("{tables: {0: onn}}", "1:14: the object has no map 'onn'; did you mean 'one'?"),
    (
      "{events: {0: 1}}",
      "1:2: map 'events' cannot be filled: it has no entries: records pass through it; expect them under 'events'"
    ),
    ("{sockets: {0: 1}}", "1:2: map 'sockets' cannot be filled: it holds sockets"),
    (
      "{.bss: {0: 1}}",
      "1:2: map '.bss' cannot be filled: it holds global variables; name them under 'globals'"
    ),
    (
      "{each_cpu: {0: {sum: 5}}}",
      "1:17: 'sum' is expected of map 'each_cpu', and cannot be put into it; "
        + "write {cpu: {0: VALUE}}, or VALUE alone for the same on every processor"
    ),
    ("{each_cpu: {0: {cpu: {9999: 1}}}}", "1:23: expected the number of a processor, found '9999'"),
    ("{each_cpu: {0: {cpu: {1: 1, 0x1: 1}}}}", "1:29: processor 1 stands twice"),
  ])
  func `what does not fit a map is said at its place`(text: String, message: String) async throws {
    #expect(try await entries(text).problems.joined(separator: "\n") == message)
  }

  /// What maps held, by what fixtures put into them: values of per-CPU maps on four processors.
  private func contents(_ map: String, _ text: String) async throws -> MapContents {
    let object = try await Once.shared.object()
    let definition = try #require(object.map(named: map))
    let entries = try await entries("{\(map): \(text)}").entries.map { entry in
      var values: [[UInt8]]
      switch entry.value {
      case .bytes(let bytes): values = [bytes]
      case .processors(let some):
        values = [[UInt8]](repeating: [UInt8](repeating: 0, count: Int(definition.valueSize)), count: 4)
        for value in some { values[value.number] = value.bytes }
      case .program, .map: values = [[1, 0, 0, 0]]
      }
      return MapContents.Entry(key: entry.key ?? [], values: values)
    }
    return MapContents(entries: entries)
  }

  private func compare(_ map: String, _ held: String, _ expected: String) async throws -> [String] {
    var problems = PlacedProblems()
    let node = try PlacedDocument(Array("{\(map): \(expected)}".utf8), file: "f.yml").root
    let expectations = MapExpectation.list(node, object: try await Once.shared.object(), &problems)
    #expect(problems.texts == [])
    let contents = try await contents(map, held)
    let differences = expectations.flatMap { $0.differences(from: contents) }
    #expect(differences.allSatisfy { $0.span?.file == "f.yml" })
    return differences.map(\.description)
  }

  @Test(arguments: [
    ("hits", "{0: 1, 1: 2}", "{0: 1}"), ("hits", "{0: 1, 1: 0}", "{exact: {0: 1}}"), ("hits", "{0: 1}", "{0: '>= 1'}"),
    ("blocked", "{10.0.0.9: 1}", "{exact: {10.0.0.9: 1}, count: 1, absent: [10.0.0.8]}"),
    ("blocked", "{10.0.0.9: 1}", "{10.0.0.9: any, count: '> 0', absent: 10.0.0.1}"),
    ("flows", "[{key: {port: be 80}, value: {packets: 2}}]", "[{key: {port: be 80}, value: {packets: 1..3}}]"),
    ("flows", "[{key: {port: be 80}, value: {packets: 2}}]", "{exact: [{key: {port: be 80}, value: any}]}"),
    ("each_cpu", "{0: {cpu: {0: 3, 2: 4}}}", "{0: {sum: 7, cpu: {2: 4}, each: '< 5'}}"),
    ("totals", "{5: {cpu: {1: {packets: 3}, 3: {packets: 4, bytes: 9}}}}", "{5: {sum: {packets: 7, bytes: 9}}}"),
    ("waiting", "[3, 4]", "[3, '> 3']"), ("waiting", "[3, 4]", "{count: 2}"), ("waiting", "[]", "[]"),
    ("jumps", "{0: first}", "{0: any, absent: [1]}"), ("routes", "{10.0.0.0/8: 4}", "{10.0.0.0/8: 4}"),
  ])
  func `maps that hold what is expected have no differences`(map: String, held: String, expected: String) async throws {
    #expect(try await compare(map, held, expected) == [])
  }

  @Test(arguments: [
    ("hits", "{0: 2}", "{0: 1}", "hits[0]: expected 1, is 2"),
    ("hits", "{0: 1, 2: 7}", "{exact: {0: 1}}", "hits[2]: expected zeros, is 7"),
    ("blocked", "{}", "{10.0.0.9: 1}", "blocked[10.0.0.9]: expected 1, is nothing"),
    ("blocked", "{10.0.0.8: 3, 10.0.0.9: 1}", "{exact: {10.0.0.9: 1}}", "blocked[10.0.0.8]: expected no entry, is 3"),
    ("blocked", "{10.0.0.9: 1}", "{absent: [10.0.0.9]}", "blocked[10.0.0.9]: expected no entry, is 1"),
    ("blocked", "{1: 1}", "{count: '>= 2'}", "blocked: expected >= 2 entries, is 1"),
    (
      "flows", "[{key: {port: be 80}, value: {packets: 2}}]", "[{key: {port: be 80}, value: {packets: 3, who: me}}]",
      "flows[{port: be 80}].packets: expected 3, is 2\n"
        + #"flows[{port: be 80}].who: expected "me", is """#
    ),
    (
      "each_cpu", "{0: {cpu: {0: 3, 2: 4}}}", "{0: {sum: 8, cpu: {2: 5, 9: 1}, each: '> 3'}}",
      "each_cpu[0]: expected a sum of 8, is 7\neach_cpu[0] on cpu 0: expected > 3, is 3\n"
        + "each_cpu[0] on cpu 1: expected > 3, is 0\neach_cpu[0] on cpu 3: expected > 3, is 0\n"
        + "each_cpu[0] on cpu 2: expected 5, is 4\neach_cpu[0] on cpu 9: expected a value, is no such processor"
    ),
    ("each_cpu", "{0: {cpu: {2: 4}}}", "{exact: {}}", "each_cpu[0]: expected zeros, is 4 on cpu 2"),
    ("waiting", "[3, 4]", "[3]", "waiting[1]: expected no entry, is 4"),
    ("waiting", "[3]", "[4, 5]", "waiting[0]: expected 4, is 3\nwaiting[1]: expected 5, is nothing"),
    (
      "jumps", "{0: first}", "{1: any, absent: [0]}",
      "jumps[1]: expected an entry, is nothing\njumps[0]: expected no entry, is a program"
    ),
    ("routes", "{10.0.0.0/8: 4}", "{exact: {}}", "routes[10.0.0.0/8]: expected no entry, is 4"),
    ("routes6", "{'fe80::/10': 4}", "{'fe80::/10': 5}", "routes6[fe80::/10]: expected 5, is 4"),
    ("untyped", "{1: {hex: 010203}}", "{1: {hex: 010204}}", "untyped[1]: expected hex 01 02 04, is hex 01 02 03"),
  ])
  func `what a map holds instead is said by entry`(
    map: String, held: String, expected: String, difference: String
  ) async throws {
    #expect(try await compare(map, held, expected).joined(separator: "\n") == difference)
  }

  @Test func `padding that no fixture filled is told by entry`() async throws {
    var problems = PlacedProblems()
    let node = try PlacedDocument(Array("{gaps: {count: 3}}".utf8), file: "f.yml").root
    let expectation = try #require(MapExpectation.list(node, object: try await Once.shared.object(), &problems).first)
    func value(_ padding: UInt8) -> [UInt8] { [1] + [UInt8](repeating: padding, count: 3) + [1, 0, 0, 0] }
    let contents = MapContents(
      entries: zip([1, 2, 3] as [UInt8], [0xa5, 0xa5, 0]).map {
        MapContents.Entry(key: [$0, 0, 0, 0], values: [value($1)])
      })
    let leaks = expectation.leaks(in: contents, poison: 0xa5, filled: [[1, 0, 0, 0]])
    #expect(leaks.map(\.description) == ["padding after gaps[2].a (bytes 1 to 3) holds a5 a5 a5"])
  }

  @Test func `entries beyond those that were read are not said to be missing`() async throws {
    var problems = PlacedProblems()
    let node = try PlacedDocument(Array("{blocked: {1: 1, count: 2}}".utf8), file: "f.yml").root
    let expectation = try #require(MapExpectation.list(node, object: try await Once.shared.object(), &problems).first)
    var contents = try await contents("blocked", "{2: 1}")
    contents.isWhole = false
    #expect(
      expectation.differences(from: contents).map(\.description) == [
        "blocked[1]: expected 1, is not among the first 1 entries", "blocked: expected 2 entries, is more than 1",
      ])
  }

  @Test(arguments: [
    (
      "{each_cpu: {0: 5}}",
      "1:16: map 'each_cpu' has a value for each processor: expected sum, each or cpu, found '5'; "
        + "write {sum: ...} for the sum of all, {each: ...}, or {cpu: {0: ...}}"
    ),
    ("{totals: {0: {sum: {who: me}}}}", "1:20: only numbers can be added up; use 'each' or 'cpu' for other fields"),
    (
      "{jumps: {0: first}}",
      "1:13: what stands in map 'jumps' cannot be compared, only that something does; "
        + "write 'any', or name the key under 'absent'"
    ),
    ("{seen: [1]}", "1:2: map 'seen' cannot be compared: a bloom filter cannot be read"),
    ("{hits: {0: 1, absent: [0]}}", "1:24: the same key stands twice in map 'hits'"),
    ("{hits: {count: x}}", "1:16: 'x' does not fit the number of entries: expected a number from 0 to 4294967295"),
    ("{waiting: 1}", "1:11: expected a list, found '1'"),
    ("{blocked: [1]}", "1:12: expected {key: ..., value: ...}, found '1'"),
  ])
  func `an expectation that no map can meet is a problem`(text: String, message: String) async throws {
    var problems = PlacedProblems()
    let node = try PlacedDocument(Array(text.utf8), file: "f.yml").root
    _ = MapExpectation.list(node, object: try await Once.shared.object(), &problems)
    #expect(problems.texts.joined(separator: "\n") == message)
  }

  @Test(arguments: [
    ("hits", "{0: 1, 1: 0, 3: 5}", "0: 1 | 3: 5", "0: 1 | 3: 5"), ("blocked", "{}", "", "{}"),
    ("waiting", "[3, 4]", "[0]: 3 | [1]: 4", "- 3 | - 4"), ("waiting", "[]", "", "[]"),
    ("routes", "{10.0.0.0/8: 1}", "10.0.0.0/8: 1", "\"10.0.0.0/8\": 1"),
    (
      "flows", "[{key: {port: be 80}, value: {packets: 2}}]",
      #"{source: 0, port: be 80, proto: 0}: {packets: 2, bytes: 0, who: ""}"#,
      #"- {key: {source: 0, port: be 80, proto: 0}, value: {packets: 2, bytes: 0, who: ""}}"#
    ),
    ("each_cpu", "{0: {cpu: {0: 3, 2: 4}}}", "0: 3 on cpu 0, 4 on cpu 2", "0: {cpu: {0: 3, 1: 0, 2: 4, 3: 0}}"),
    ("jumps", "{0: first}", "0: a program", "0: any"),
    ("names", "{bash: 1}", #""bash": 1"#, #"- {key: "bash", value: 1}"#),
  ])
  func `what a map held is shown and written again`(map: String, held: String, lines: String, yaml: String) async throws
  {
    let object = try await Once.shared.object()
    let definition = try #require(object.map(named: map))
    let contents = try await contents(map, held)
    #expect(MapText.lines(contents, of: definition, object: object).joined(separator: " | ") == lines)
    if map == "each_cpu" {
      // Which processor it was is chance where nobody chose one.
      let anywhere = MapContents(entries: contents.entries, namesProcessors: false)
      #expect(MapText.lines(anywhere, of: definition, object: object) == ["0: 7 over all cpus"])
      #expect(
        MapText.yaml(contents, of: definition, object: object, isSummed: true) == ["0: {sum: 7}"])
    }
    let written = MapText.yaml(contents, of: definition, object: object)
    #expect(written.joined(separator: " | ") == yaml)
    let text = "\(map):\n  exact:\n" + written.map { "    \($0)\n" }.joined()
    var problems = PlacedProblems()
    let expectations = MapExpectation.list(
      try PlacedDocument(Array(text.utf8), file: "f.yml").root, object: object, &problems)
    #expect(problems.texts == [])
    #expect(expectations.flatMap { $0.differences(from: contents) } == [])
  }
}
