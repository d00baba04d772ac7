import BPFObject
import Fixtures
import Placed
import TestSupport
import Testing

@Suite(.requires("clang")) struct EventTests {
  private static let source = CSource(
    """
    struct event { __u32 pid; char comm[8]; };
    struct other { __u32 type; __u32 value; };
    struct { __uint(type, BPF_MAP_TYPE_RINGBUF); __uint(max_entries, 4096); } events SEC(".maps");
    struct other *others;
    struct { __uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY); __type(key, __u32); __type(value, __u32); } samples SEC(".maps");
    struct { __uint(type, BPF_MAP_TYPE_ARRAY); __type(key, __u32); __type(value, __u32); __uint(max_entries, 1); }
      array SEC(".maps");
    struct gap { __u8 a; __u32 b; } *gap;
    struct event *unused;
    SEC("tp/a/b") int program(void *context) {
      struct event event = { 1, "a" };
      bpf_perf_event_output(context, &samples, 0, &event, sizeof(event));
      return unused && gap && others && bpf_ringbuf_output(&events, &event, sizeof(event), 0);
    }

    """)

  private actor Once {
    static let shared = Once()
    private var task: Task<ObjectFile, any Error>?

    func object() async throws -> ObjectFile {
      let task =
        self.task ?? Task { try ObjectFile(bytes: try await EventTests.source.compiled(), name: "events.bpf.o") }
      self.task = task
      return try await task.value
    }
  }

  private func event(_ pid: UInt8, _ comm: String) -> [UInt8] {
    [pid, 0, 0, 0] + Array(comm.utf8) + [UInt8](repeating: 0, count: 8 - comm.utf8.count)
  }

  private func compare(_ text: String, _ records: [[UInt8]]) async throws -> (differences: [String], problems: [String])
  {
    var problems = PlacedProblems()
    let node = try PlacedDocument(Array(text.utf8), file: "f.yml").root
    let expectations = EventExpectation.list(node, object: try await Once.shared.object(), &problems)
    return (expectations.flatMap { $0.differences(from: records).map(\.description) }, problems.texts)
  }

  @Test(
    arguments: [
      ("{events: [{type: struct event, pid: 5}, {type: event, comm: /^b/}]}", []),
      ("{events: [any, any]}", []), ("{events: {count: 2}}", []),
      ("{events: {contains: [{type: struct event, pid: 6}, {type: struct event, pid: 5}]}}", []),
      ("{events: [{hex: 05 00 00 00 6e 67 69 6e 78 00 00 00}, any]}", []),
      ("{events: [{type: __u32, value: 5}, any]}", []),
      ("{events: [{type: struct other, fields: {type: 5}}, {type: event, pid: 6}]}", []),
      ("{events: [{fields: {type: 5}}, {type: 5}]}", nil),
      ("{samples: [{type: struct event, fields: {pid: 5}}, any]}", []),
      (
        "{events: [{type: struct event, pid: 6, comm: nginx}]}",
        ["events[0].pid: expected 6, is 5", #"events[1]: expected no record, is {pid: 6, comm: "bash"}"#]
      ),
      (
        "{events: [any, any, {type: struct event, pid: 7}, any]}",
        ["events[2]: expected a record of struct event, is nothing", "events[3]: expected a record, is nothing"]
      ),
      ("{events: {count: '> 2'}}", ["events: expected > 2 records, is 2"]),
      (
        "{events: {contains: [{type: struct event, pid: 5}, {type: struct event, pid: 5}]}}",
        [
          "events: expected a record of struct event, is none that fits; the nearest differs",
          "events[1].pid: expected 5, is 6",
        ]
      ),
      (
        "{events: [{hex: 05}, any]}",
        ["events[0]: expected hex 05, is hex 05 00 00 00 6e 67 69 6e 78 00 00 00"]
      ),
      (
        "{events: []}",
        [
          "events[0]: expected no record, is hex 05 00 00 00 6e 67 69 6e 78 00 00 00",
          "events[1]: expected no record, is hex 06 00 00 00 62 61 73 68 00 00 00 00",
        ]
      ),
    ] as [(String, [String]?)])
  func `records are compared by their types`(text: String, differences: [String]?) async throws {
    let found = try await compare(text, [event(5, "nginx"), event(6, "bash")])
    #expect(found.problems.isEmpty == (differences != nil), "\(found.problems)")
    if let differences { #expect(found.differences == differences) }
  }

  @Test func `a perf record may have padding behind it, and a short one is a difference`() async throws {
    let text = "{samples: [{type: struct event, pid: 5}]}"
    #expect(try await compare(text, [event(5, "a") + [0xff, 0xff, 0xff, 0xff]]).differences == [])
    #expect(
      try await compare(text, [[5, 0, 0, 0]]).differences
        == ["samples[0]: expected 12 bytes of struct event, is 4 bytes"])
  }

  @Test func `padding of a record that holds something is told`() async throws {
    var problems = PlacedProblems()
    let node = try PlacedDocument(Array("{events: [{type: struct gap, a: 1}, any]}".utf8), file: "f.yml").root
    let expectation = try #require(EventExpectation.list(node, object: try await Once.shared.object(), &problems).first)
    let record: [UInt8] = [1, 0xff, 0, 0, 2, 0, 0, 0]
    #expect(
      expectation.leaks(in: [record, record]).map(\.description)
        == ["padding after events[0].a (bytes 1 to 3) holds ff 00 00"])
  }

  @Test func `a type that is said for the whole file stands for all records of its map`() async throws {
    let object = try await Once.shared.object()
    func node(_ text: String) throws -> PlacedNode { try PlacedDocument(Array(text.utf8), file: "f.yml").root }
    var problems = PlacedProblems()
    let records = RecordTypes(try node("{events: struct event}"), object: object, &problems)
    let found = EventExpectation.list(
      try node("{events: [{pid: 5}, {type: struct other, fields: {value: 1}}]}"), object: object, records: records,
      &problems)
    #expect(problems.texts == [])
    #expect(
      found.flatMap { $0.differences(from: [event(6, "a"), [1, 0, 0, 0, 1, 0, 0, 0]]) }.map(\.description)
        == ["events[0].pid: expected 5, is 6"])
    #expect(records.type(of: "events")?.yaml(event(6, "a")) == "{pid: 6, comm: \"a\"}")
    let broken = RecordTypes(try node("{events: struct evnt}"), object: object, &problems)
    // What is wrong above is not said again of every record, nor twice of one place.
    _ = EventExpectation.list(try node("{events: [{pid: 5}]}"), object: object, records: broken, &problems)
    _ = RecordTypes(try node("{events: struct evnt}"), object: object, &problems)
    #expect(problems.texts == ["1:10: the object has no type 'struct evnt'; did you mean 'struct event'?"])
  }

  @Test(arguments: [
    ("{event: []}", "1:2: the object has no map 'event'; did you mean 'events'?"),
    ("{array: []}", "1:2: map 'array' is of type array: no records pass through it; expect its entries under 'maps'"),
    (
      "{events: [{pid: 5}]}",
      "1:11: the type of the records of map 'events' is not known; write 'type: struct NAME', or for the whole file 'records: {events: struct NAME}'"
    ),
    (
      "{events: [{type: struct evnt, pid: 5}]}",
      "1:18: the object has no type 'struct evnt'; did you mean 'struct event'?"
    ),
    (
      "{events: [{type: struct count}]}",
      "1:18: the object has no type 'struct count'; "
        + "compilers keep types that globals name: declare one such as 'struct count *unused;'"
    ),
    (
      "{events: [{type: zzzzzzzzz}]}",
      "1:18: the object has no type 'zzzzzzzzz'; "
        + "compilers keep types that globals name: declare one such as 'struct zzzzzzzzz *unused;'"
    ),
    ("{events: [{type: struct event, pidd: 5}]}", "1:32: struct event has no field 'pidd'; did you mean 'pid'?"),
    ("{events: {contain: []}}", "1:11: unknown key 'contain'; did you mean 'contains'?"),
    ("{events: [{hex: xx}]}", "1:17: expected hex digits, found 'xx': 'x' is no hex digit"),
    ("{events: 5}", "1:10: expected a list, found '5'"),
  ])
  func `what is no record is said at its place`(text: String, message: String) async throws {
    #expect(try await compare(text, []).problems.joined(separator: "\n") == message)
  }

  @Test func `a record is shown by the type that it is said to have`() async throws {
    let object = try await Once.shared.object()
    let type = try #require(RecordType("struct event", object: object))
    #expect(type.text(event(5, "nginx")) == #"{pid: 5, comm: "nginx"}"#)
    #expect(type.yaml([1, 2]) == #"{hex: "0102"}"#)
    #expect(RecordType("struct none", object: object) == nil)
  }
}
