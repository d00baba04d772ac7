import Foundation
import FoundationXML
import Jobs
import Reports
import TestSupport
import Testing

/// `assay test` as a user runs it.
@Suite struct TestCommandTests {
  private static let program = """
    #include <linux/bpf.h>
    #include <bpf/bpf_helpers.h>

    struct hits {
      __u32 packets;
      __u64 bytes;
    };

    struct {
      __uint(type, BPF_MAP_TYPE_HASH);
      __uint(max_entries, 16);
      __type(key, __u32);
      __type(value, struct hits);
    } seen SEC(".maps");

    __u64 runs;

    SEC("xdp")
    int count(struct xdp_md *ctx)
    {
      __u32 key = ctx->data_end - ctx->data;
      struct hits *known = bpf_map_lookup_elem(&seen, &key), hits;

      runs++;
      __builtin_memset(&hits, 0, sizeof(hits));
      hits.packets = known ? known->packets + 1 : 1;
      hits.bytes = key;
      bpf_map_update_elem(&seen, &key, &hits, BPF_ANY);
      bpf_printk("%u bytes", key);
      return key > 100 ? XDP_DROP : XDP_PASS;
    }

    char LICENSE[] SEC("license") = "GPL";
    """

  private static let cases = """
    packets:
      small: {eth: {}, ipv4: {src: 10.0.0.1}, udp: {dport: 53}, payload: {size: 18}}
    cases:
      - name: small packets pass
        packet: {from: small}
        expect: {return: XDP_PASS, packet: unchanged, maps: {seen: {exact: {60: {packets: 1, bytes: 60}}}}}
      - name: they are counted
        maps: {before: {seen: {60: {packets: 6, bytes: 7}}}}
        steps:
          - {packet: {from: small}, expect: {maps: {seen: {60: {packets: 7}}}}}
          - {packet: {from: small}, expect: {maps: {seen: {60: {packets: ">= 8"}}}, globals: {runs: 2}}}
    """

  /// A folder with the program and a test file.
  private func folder(_ cases: String = cases) throws -> TemporaryDirectory {
    let directory = try TemporaryDirectory()
    _ = try directory.write(Array(Self.program.utf8), to: "count.bpf.c")
    _ = try directory.write(Array(cases.utf8), to: "count.test.yml")
    return directory
  }

  private func run(_ arguments: String...) async throws -> RunningCommand.Result {
    let cache = try TemporaryDirectory()
    return try await RunningCommand.run(
      Repository.product("assay"), ["test"] + arguments + ["--cache-dir", cache.url.path],
      environment: ["NO_COLOR": "1"], within: 3600)
  }

  @Test(.requires("clang", "host:xdp"))
  func `packets are written to a capture, which a test file can take them from`() async throws {
    let directory = try folder()
    for name in ["out.pcap", "out.pcapng"] {
      let path = directory.path(name).path
      let result = try await run(directory.path("count.test.yml").path, "--packets", path)
      #expect(result.ending == .status(0), "\(result.errorText)")
      #expect(result.errorText == "wrote \(path): 6 packets\n")
    }
    let text = String(decoding: try Data(contentsOf: directory.path("out.pcapng")), as: UTF8.self)
    #expect(text.contains("they are counted on host, step 2: what came out, XDP_PASS (2)"))
    _ = try directory.write(
      Array(
        """
        objects: [count.bpf.c]
        cases:
          - {name: plain, packet: {pcap: "out.pcap#2"}, expect: {packet: {pcap: "out.pcapng#6"}}}

        """.utf8), to: "again.test.yml")
    let again = try await run(directory.path("again.test.yml").path)
    #expect(again.ending == .status(0), "\(again.outputText)\(again.errorText)")
    let missing = try await run(directory.path("again.test.yml").path, "--packets", "/no/such/folder/out.pcap")
    #expect(missing.ending == .status(3))
    #expect(missing.errorText.contains("/no/such/folder/out.pcap: No such file or directory"), "\(missing.errorText)")
    let listed = try await run(directory.url.path, "--list", "--packets", "out.pcap")
    #expect(listed.ending == .status(2))
  }

  @Test(.requires("clang", "host:xdp"))
  func `cases that hold pass, with status 0`() async throws {
    let directory = try folder()
    let result = try await run(directory.url.path, "--verbose")
    #expect(result.ending == .status(0), "\(result.outputText)\(result.errorText)")
    #expect(result.outputText.contains("ok    they are counted on "))
    #expect(result.outputText.contains("2 cases of 1 file on "))
  }

  @Test(.requires("clang", "host:xdp"))
  func `what differs is shown by field, with status 1`() async throws {
    let directory = try folder(
      """
      cases:
        - name: wrong
          packet: {eth: {}, ipv4: {}, udp: {}, payload: {size: 100}}
          expect:
            return: XDP_PASS
            packet: {ipv4: {ttl: 63}}
            maps: {seen: {142: {packets: 2, bytes: 142}}}
      """)
    let result = try await run(directory.url.path)
    #expect(result.ending == .status(1), "\(result.outputText)\(result.errorText)")
    for part in [
      "count.test.yml:2  wrong", "return ", "expected XDP_PASS (2)", "got XDP_DROP (1)  :5", "ipv4.ttl",
      "expected 63 (0x3f)",
      "got 64 (0x40)  :6", "seen[142].packets", "expected 2", "got 1  :7", "sent      eth ", "wrong  count on ",
    ] {
      #expect(result.outputText.contains(part), "\(part) in \(result.outputText)")
    }
    let junit = try await run(directory.url.path, "--format", "junit")
    #expect(junit.ending == .status(1))
    #expect(XMLParser(data: Data(junit.output)).parse())
    let json = try await run(directory.url.path, "--format", "json")
    let again = try await run(directory.url.path, "--format", "json")
    func untimed(_ text: String) -> String { text.replacing(/"seconds" : [0-9.]+/, with: "") }
    #expect(untimed(json.outputText) == untimed(again.outputText))
    #expect(json.outputText.contains("\"path\" : \"ipv4.ttl\""))
  }

  @Test(.requires("clang", "host:xdp"))
  func `what was sent is shown of the steps that failed`() async throws {
    let directory = try folder(
      """
      cases:
        - name: steps
          steps:
            - {packet: {eth: {}, ipv4: {}, udp: {}}, expect: {return: XDP_PASS}}
            - {packet: {eth: {}, ipv4: {}, udp: {}}, expect: {return: XDP_DROP, maps: {seen: {7: {packets: 1}}}}}
            - {packet: {eth: {}, ipv4: {}, udp: {}}, expect: {return: XDP_PASS}}
      """)
    let result = try await run(directory.url.path)
    #expect(result.ending == .status(1), "\(result.outputText)\(result.errorText)")
    for part in ["step 2 return ", "expected an entry", "got nothing", "step 2 sent ", "step 2 seen "] {
      #expect(result.outputText.contains(part), "\(part) in \(result.outputText)")
    }
    for part in ["step 1", "step 3"] { #expect(!result.outputText.contains(part), "\(result.outputText)") }
  }

  @Test(.requires("clang"))
  func `everything that is wrong with a file is told in its place, with status 2`() async throws {
    let directory = try folder(
      """
      cases:
        - name: wrong
          program: cuont
          packet: {ipv4: {ttl: 300}}
          maps: {before: {sene: {1: {packets: 1}}, seen: {1: {packet: 1}}}}
          expect: {return: XDP_DORP}
      """)
    let result = try await run(directory.url.path)
    #expect(result.ending == .status(2), "\(result.outputText)")
    #expect(result.errorText.contains("count.test.yml:3:14: the object has no program 'cuont'; did you mean 'count'?"))
    #expect(result.errorText.contains("              ^^^^^"))
    for part in ["'sene'", "did you mean 'seen'?", "'packet'", "did you mean 'packets'?"] {
      #expect(result.errorText.contains(part), "\(part) in \(result.errorText)")
    }
  }

  @Test(.requires("clang"))
  func `what cannot be done while programs are attached is told in its place`() async throws {
    let directory = try folder(
      """
      cases:
        - name: wrong
          attach: count
          drive:
            - conect: [127.0.0.1, 80]
            - connect: 127.0.0.1
            - packet: {eth: {}, ipv4: {tll: 3}}
            - command: []
          expect: {globals: {runs: 1}}
      """)
    let result = try await run(directory.url.path)
    #expect(result.ending == .status(2), "\(result.outputText)")
    for part in [
      "count.test.yml:5:9: there is no deed 'conect'; did you mean 'connect'?",
      ":6:9: connect takes other arguments than the 1 given; write connect: [ADDRESS, PORT]",
      ":7:34: ", "did you mean 'ttl'?", ":8:9: a command is its path and its words",
    ] {
      #expect(result.errorText.contains(part), "\(part) in \(result.errorText)")
    }
  }

  @Test func `a folder without test files is told how to get one, with status 2`() async throws {
    let directory = try TemporaryDirectory()
    let result = try await run(directory.url.path)
    #expect(result.ending == .status(2))
    #expect(result.errorText.contains("holds no test file"))
  }

  @Test(.requires("clang", "host:xdp"))
  func `what is random is made from the seed, which reproduces it`() async throws {
    let directory = try folder(
      """
      cases:
        - name: sends what the seed makes
          packet: {eth: {}, ipv4: {}, udp: {}, payload: {random: any, size: 24}}
          expect: {return: XDP_DROP}
        - name: sends something else
          packet: {eth: {}, ipv4: {}, udp: {}, payload: {random: any, size: 24}}
          expect: {return: XDP_DROP}
      """)
    func sent(_ arguments: String...) async throws -> [[String]] {
      let result = try await RunningCommand.run(
        Repository.product("assay"), ["test", "--format", "json", directory.url.path] + arguments)
      let report = try CanonicalJSON.decode(TestReport.self, from: Data(result.output))
      #expect(report.seed == arguments.last.map { UInt64($0) ?? .max } ?? 0)
      return report.cases.map { $0.evidence.flatMap(\.lines) }
    }
    let seven = try await sent("--seed", "7")
    #expect(seven[0] != seven[1], "each case has bytes of its own")
    #expect(try await sent("--seed", "7") == seven)
    #expect(try await sent("--filter", "sends something else", "--seed", "7") == [seven[1]], "whatever else is run")
    #expect(try await sent() != seven)
    #expect(try await run(directory.url.path, "--seed", "7").outputText.contains(", --seed 7, "))
  }

  @Test(.requires("clang", "host:xdp"))
  func `snapshots are written on request, and then hold`() async throws {
    let directory = try folder(
      """
      cases:
        - name: stored
          packet: {eth: {}, ipv4: {}, udp: {}}
          expect: snapshot
      """)
    let missing = try await run(directory.url.path)
    #expect(missing.ending == .status(1))
    #expect(missing.outputText.contains("assay test --update writes it"))
    let written = try await run(directory.url.path, "--update")
    #expect(written.ending == .status(1), "\(written.outputText)\(written.errorText)")
    #expect(written.errorText.contains("wrote "))
    let stored = try String(contentsOf: directory.path("count.test.snap.yml"), encoding: .utf8)
    for part in ["return: XDP_PASS (2)", "packet: unchanged", "packets: 1", "runs: 1"] {
      #expect(stored.contains(part), "\(part) in \(stored)")
    }
    #expect(try await run(directory.url.path).ending == .status(0))
    #expect(try await run(directory.url.path, "--update").ending == .status(0))
    _ = try directory.write(Array(stored.replacing("packets: 1", with: "packets: 2").utf8), to: "count.test.snap.yml")
    let changed = try await run(directory.url.path)
    #expect(changed.ending == .status(1))
    #expect(changed.outputText.contains("packets"))
  }

  @Test(.requires("clang", "host:xdp"))
  func `a packet that comes back without its Ethernet header is stored as if with it`() async throws {
    let directory = try folder("cases: [{name: kept, packet: {eth: {}, ipv4: {}, udp: {}}, expect: snapshot}]")
    let program = """
      #include <linux/bpf.h>
      #include <bpf/bpf_helpers.h>
      SEC("socket") int keep(struct __sk_buff *skb) { return skb->len; }
      char LICENSE[] SEC("license") = "GPL";
      """
    _ = try directory.write(Array(program.utf8), to: "count.bpf.c")
    _ = try await run(directory.url.path, "--update")
    let stored = try String(contentsOf: directory.path("count.test.snap.yml"), encoding: .utf8)
    #expect(stored.contains("packet: unchanged"), "\(stored)")
  }

  @Test func `cases are listed and chosen by name`() async throws {
    let list = try await run(
      Repository.path("corpus/tour").path, "--list", "--filter", "*untouched*", "--kernel", "host")
    #expect(list.ending == .status(0))
    #expect(list.outputText.split(separator: "\n").count == 1, "\(list.outputText)")
    let none = try await run(Repository.path("corpus/tour").path, "--filter", "no such case", "--kernel", "host")
    #expect(none.ending == .status(2))
    #expect(none.errorText.contains("no case fits --filter no such case"))
    let broken = try folder("cases: [{name: a, packet: {eth: {}}}]")
    let listed = try await run(broken.url.path, "--list")
    #expect(listed.ending == .status(2))
    #expect(listed.errorText.contains("the case expects nothing"), "\(listed.errorText)")
  }

  @Test(arguments: [["--list"], ["--filter", "no such case"]])
  func `a kernel that no case is run on is not fetched`(options: [String]) async throws {
    let directory = try folder("kernels: [\"debian:6.1\"]\n" + Self.cases)
    let cache = directory.path("cache")
    let result = try await RunningCommand.run(
      Repository.product("assay"), ["test", directory.url.path, "--cache-dir", cache.path] + options)
    #expect(result.ending == .status(options.count == 1 ? 0 : 2), "\(result.errorText)")
    let held = FileManager.default.enumerator(atPath: cache.path)?.compactMap { $0 as? String } ?? []
    #expect(!held.contains { $0.contains("kernels") }, "\(held)")
  }

  @Test(.requires("clang", "host:xdp"))
  func `a program that does not load fails its cases, and says why`() async throws {
    let directory = try TemporaryDirectory()
    let program = try String(contentsOf: Repository.path("corpus/rejected/packet_bounds/bad.bpf.c"), encoding: .utf8)
    _ = try directory.write(Array(program.utf8), to: "bad.bpf.c")
    _ = try directory.write(
      Array("cases:\n  - {name: any, packet: {eth: {}, ipv4: {}, tcp: {}}, expect: {return: any}}\n".utf8),
      to: "bad.test.yml")
    let result = try await run(directory.url.path)
    #expect(result.ending == .status(1), "\(result.outputText)\(result.errorText)")
    #expect(result.outputText.contains("pass_syn"), "\(result.outputText)")
  }

  @Test(.requires("clang", "host:socket_filter"))
  func `an object's own declarations are tests`() async throws {
    let directory = try TemporaryDirectory()
    let program = """
      #include <linux/bpf.h>
      #include <bpf/bpf_helpers.h>
      #define TAG(text) __attribute__((btf_decl_tag("comment:test_" text)))
      #define FAILS TAG("expect_failure")
      SEC("socket") TAG("retval=7") int seven(struct __sk_buff *skb) { return 7; }
      SEC("socket") TAG("retval=8") int not_eight(struct __sk_buff *skb) { return 7; }
      SEC("socket") FAILS TAG("expect_msg=invalid mem access") int bad(struct __sk_buff *skb)
      { return *(int *)(long)skb->mark; }
      SEC("socket") FAILS TAG("expect_msg=something else") int bad_message(struct __sk_buff *skb)
      { return *(int *)(long)skb->mark; }
      SEC("socket") FAILS int loads(struct __sk_buff *skb) { return 0; }
      SEC("kprobe/nothing") TAG("retval=0") int probe(void *ctx) { return 0; }
      SEC("kprobe/nothing") TAG("retval=0") TAG("expect_msg=not there") int probe_message(void *ctx) { return 0; }
      SEC("socket") TAG("retval=7") TAG("arch=S390X") int big(struct __sk_buff *skb) { return 8; }
      SEC("socket") TAG("retval=7") TAG("xlated=0: exit") int rewritten(struct __sk_buff *skb) { return 7; }
      char LICENSE[] SEC("license") = "GPL";
      """
    let file = try directory.write(Array(program.utf8), to: "tags.bpf.c")
    let result = try await run(file.path, "--verbose")
    #expect(result.ending == .status(1), "\(result.errorText)")
    for part in [
      "ok    seven", "FAIL  not_eight", "ok    bad ", "FAIL  bad_message", "FAIL  loads", "skip  probe ",
      "FAIL  probe_message", "skip  big", "it is for s390x, and this is ", "ok    rewritten",
      "note: the program declares what is not held to here: the tag xlated",
      "expected 8  got 7", "expected rejected  got accepted", "expected something else  got R1 invalid mem access",
    ] {
      #expect(result.outputText.contains(part), "\(part) in \(result.outputText)")
    }
    let none = try await run(Repository.path("corpus/attach/open_hooks.bpf.c").path)
    #expect(none.ending == .status(2))
    #expect(none.errorText.contains("no tests"))
  }

  @Test(.requires("clang", "host:sched_cls", "host:xdp"))
  func `programs that make, run and check packets are tests`() async throws {
    let directory = try TemporaryDirectory()
    let program = """
      #include <linux/bpf.h>
      #include <bpf/bpf_helpers.h>
      struct {
        __uint(type, BPF_MAP_TYPE_ARRAY);
        __uint(key_size, 4);
        __uint(value_size, 8192);
        __uint(pinning, LIBBPF_PIN_BY_NAME);
        __uint(max_entries, 1);
      } suite_result_map SEC(".maps");
      SEC("tc/test/mark/pktgen") int generate(struct __sk_buff *skb) { return bpf_skb_change_tail(skb, 60, 0); }
      SEC("tc/test/mark/setup") int set_up(struct __sk_buff *skb) { skb->mark = skb->len; return 5; }
      SEC("tc/test/mark/check") int check(struct __sk_buff *skb)
      {
        void *data = (void *)(long)skb->data, *end = (void *)(long)skb->data_end;
        __u32 zero = 0;
        char *out = bpf_map_lookup_elem(&suite_result_map, &zero);
        if (!out || data + 4 > end)
          return 100;
        out[0] = 1 << 3 | 2, out[1] = 9, out[2] = 1 << 3 | 2, out[3] = 5;
        __builtin_memcpy(out + 4, "mark", 5);
        out[9] = 2 << 3, out[10] = skb->mark == 60 && *(__u32 *)data == 5 ? 101 : 102;
        return 101;
      }
      SEC("xdp/test/fails/check") int fails(struct xdp_md *ctx) { return 2; }
      char LICENSE[] SEC("license") = "GPL";
      """
    let file = try directory.write(Array(program.utf8), to: "suite.bpf.c")
    let result = try await run(file.path, "--verbose")
    #expect(result.ending == .status(1), "\(result.errorText)")
    for part in ["ok    mark: mark", "FAIL  fails", "expected pass  got fail"] {
      #expect(result.outputText.contains(part), "\(part) in \(result.outputText)")
    }
  }

  @Test(.requires("clang", "host:xdp"))
  func `what nothing could end is not run here, and what a machine takes is said`() async throws {
    let directory = try SpinningProgram.folder()
    let result = try await run(directory.url.path)
    #expect(result.ending == .status(0), "\(result.outputText)\(result.errorText)")
    for part in ["1 passed, 2 skipped", "may run for very long", "assay kernels fetch debian:6.12 gets one"] {
      #expect(result.outputText.contains(part), "\(part) in \(result.outputText)")
    }
  }

  @Test(.requires("clang", "host:tracepoint"))
  func `what is attached to the host's kernel is said before`() async throws {
    let file = Repository.path("corpus/tour/exec_count.test.yml").path
    let result = try await run(file, "--kernel", "host")
    #expect(result.ending == .status(0), "\(result.outputText)\(result.errorText)")
    #expect(
      result.errorText
        == "note: every task of this machine runs program count_execs while its cases do (tracepoint/syscalls/sys_enter_execve)\n"
    )
  }
}
