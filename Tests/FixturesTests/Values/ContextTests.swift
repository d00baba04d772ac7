import BPFObject
import BTF
import Fixtures
import KernelFacts
import Placed
import TestSupport
import Testing

@Suite(.requires("clang")) struct ContextTests {
  private static let source = CSource(
    """
    struct arguments { __u32 size; char name[8]; };
    SEC("tc") int classify(struct __sk_buff *context) { return context->mark; }
    SEC("xdp") int pass(struct xdp_md *context) { return 2; }
    SEC("syscall") int call(struct arguments *context) { return context->size; }
    SEC("syscall") int untyped(void *context) { return 0; }
    SEC("raw_tp/sched_switch") int switched(__u64 *context) { return 0; }

    """)

  private func object(_ flags: [String] = ["-g"]) async throws -> ObjectFile {
    try ObjectFile(bytes: try await Self.source.compiled(flags: flags), name: "contexts.bpf.o")
  }

  private func node(_ text: String) throws -> PlacedNode { try PlacedDocument(Array(text.utf8), file: "f.yml").root }

  @Test(arguments: [["-g"], []])
  func `a context is known with and without types`(flags: [String]) async throws {
    let object = try await object(flags)
    var problems = PlacedProblems()
    let skb = ContextFixture(
      try node("{mark: 7, cb: [1, 2], tstamp: 5ms, remote_ip4: 10.0.0.9}"), type: .schedCls, program: nil,
      object: object,
      &problems)
    let bytes = try #require(skb?.bytes)
    #expect(bytes.count == 192)
    #expect(hex(Array(bytes[8..<12])) == "07 00 00 00")
    #expect(hex(Array(bytes[48..<56])) == "01 00 00 00 02 00 00 00")
    #expect(hex(Array(bytes[92..<96])) == "0a 00 00 09")
    #expect(hex(Array(bytes[152..<160])) == "40 4b 4c 00 00 00 00 00")
    #expect(
      ContextText.yaml(bytes, type: .schedCls, program: nil, object: object)
        == "{mark: 7, cb: [1, 2, 0, 0, 0], remote_ip4: 10.0.0.9, tstamp: 5000000}")
    let lookup = ContextFixture(
      try node("{family: AF_INET, protocol: 6, remote_ip4: 10.0.0.1, remote_port: be 4000, local_port: 80}"),
      type: .skLookup,
      program: nil, object: object, &problems)
    #expect(hex(Array(try #require(lookup?.bytes)[36..<38])) == "0f a0")
    #expect(
      ContextText.text(try #require(lookup?.bytes), type: .skLookup, program: nil, object: object)
        .hasPrefix("{family: AF_INET, protocol: IPPROTO_TCP, remote_ip4: 10.0.0.1"))
    let keys = ContextFixture(
      try node("{flags: 1, ipv4_src: 10.0.0.1}"), type: .flowDissector, program: nil, object: object, &problems)
    #expect(
      ContextText.text(try #require(keys?.bytes), type: .flowDissector, program: nil, object: object)
        == "{ipv4_src: 10.0.0.1, flags: 1}")
    let hook = ContextFixture(
      try node("{hook: NF_INET_LOCAL_IN, pf: NFPROTO_IPV4}"), type: .netfilter, program: nil, object: object, &problems)
    #expect(hook?.bytes.prefix(3) == [1, 2, 0])
    #expect(problems.texts == [])
  }

  @Test func `a syscall program's context is what its parameter points to`() async throws {
    let object = try await object()
    var problems = PlacedProblems()
    let call = try #require(object.program(named: "call"))
    let fixture = ContextFixture(
      try node("{size: 5, name: me}"), type: .syscall, program: call, object: object, &problems)
    #expect(fixture.map { hex($0.bytes) } == "05 00 00 00 6d 65 00 00 00 00 00 00")
    let expectation = ContextExpectation(
      try node("{size: '> 5'}"), type: .syscall, program: call, object: object, &problems)
    #expect(expectation?.differences(from: fixture?.bytes ?? []).map(\.description) == ["size: expected > 5, is 5"])
    #expect(problems.texts == [])
    let untyped = try #require(object.program(named: "untyped"))
    #expect(
      ContextFixture(try node("{size: 5}"), type: .syscall, program: untyped, object: object, &problems) == nil)
    #expect(
      problems.texts == [
        "1:1: the program does not say what its context is; "
          + "compile it with -g, and give its function a parameter that points to a struct"
      ])
  }

  @Test(arguments: [
    (
      ProgramType.xdp, "{ingress_ifinde: 1}",
      "1:2: struct xdp_md has no field 'ingress_ifinde'; did you mean 'ingress_ifindex'?"
    ),
    (.schedCls, "{cb: [1, 2, 3, 4, 5, 6]}", "1:6: __u32[5] has 5 elements; there are 6 here"),
    (.kprobe, "{di: 1}", "1:1: a test can give programs of type kprobe no context"),
    (
      .rawTracepoint, "{a: 1}",
      "1:1: programs of type raw_tracepoint have no context, but arguments; write them under 'args'"
    ),
  ])
  func `what is no context is said at its place`(type: ProgramType, text: String, message: String) async throws {
    var problems = PlacedProblems()
    let fixture = ContextFixture(try node(text), type: type, program: nil, object: try await object([]), &problems)
    #expect(fixture == nil)
    #expect(problems.texts == [message])
  }

  @Test func `a shorter context lacks its last fields only`() async throws {
    var problems = PlacedProblems()
    let expectation = ContextExpectation(
      try node("{mark: 1, hwtstamp: 0}"), type: .schedCls, program: nil, object: try await object(), &problems)
    #expect(
      expectation?.differences(from: [UInt8](repeating: 0, count: 176)).map(\.description)
        == ["mark: expected 1, is 0", "hwtstamp: expected 0, is nothing"])
  }

  @Test func `arguments have the kernel's names`() async throws {
    var builder = TypeTableBuilder()
    let pointer = builder.addPointer(to: 0)
    let prototype = builder.addPrototype(
      returning: 0,
      parameters: [
        ("__data", pointer), ("preempt", builder.addInt("bool", size: 1, isBool: true)), ("prev", pointer),
        ("next", pointer), ("state", builder.addInt("int", size: 4, isSigned: true)),
      ])
    let unnamed = builder.addPrototype(returning: 0, parameters: [("", pointer), ("", pointer)])
    _ = builder.addTypedef("btf_trace_sched_switch", of: builder.addPointer(to: unnamed))
    _ = builder.addFunction("__traceiter_sched_switch", prototype: prototype, linkage: .static)
    let kernel = try TypeTable(bytes: builder.bytes())
    var problems = PlacedProblems()
    let object = try await object()
    let named = ArgumentsFixture(
      try node("{preempt: true, next: 0x1000, state: -2}"), target: "sched_switch", object: object, kernelTypes: kernel,
      &problems)
    #expect(
      hex(try #require(named?.bytes, "\(problems.texts)"))
        == "01 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 10 00 00 00 00 00 00 fe ff ff ff ff ff ff ff")
    #expect(
      ArgumentsFixture(
        try node("{nxt: 1}"), target: "sched_switch", object: object, kernelTypes: kernel, &problems) == nil)
    #expect(problems.texts == ["1:2: tracepoint 'sched_switch' has no argument 'nxt'; did you mean 'next'?"])
  }

  @Test func `arguments without names are numbers of 64 bits`() async throws {
    var problems = PlacedProblems()
    let object = try await object()
    let list = ArgumentsFixture(try node("[7, -1, 0xffffffffffffffff]"), target: nil, object: object, &problems)
    #expect(list.map { hex($0.bytes) } == "07 00 00 00 00 00 00 00 ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff")
    #expect(problems.texts == [])
    for text in ["{a: 1}", "[x]", "5", "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]"] {
      #expect(ArgumentsFixture(try node(text), target: nil, object: object, &problems) == nil)
    }
    #expect(
      problems.texts == [
        "1:1: the names of the arguments of this program are not known; write a list of 64-bit numbers",
        "1:1: expected a list of arguments, or arguments by name, found '5'",
        "1:1: there are 13 arguments; no program takes more than 12",
        "1:2: 'x' does not fit a 64-bit argument: expected a number from 0 to 18446744073709551615",
      ])
  }
}
