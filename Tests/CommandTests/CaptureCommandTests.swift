import Foundation
import TestSupport
import Testing

/// `assay capture` as a user runs it: loaders that know nothing of it.
@Suite(.requires("host:sys_admin", "host:bpf", "host:socket_filter")) struct CaptureCommandTests {
  /// Loads a program with ctypes, asks for no log, and tells what came of it: a loader that hides the log.
  static let pythonLoader = """
    import ctypes, platform, struct, sys, threading
    libc = ctypes.CDLL(None, use_errno=True)
    number = 321 if platform.machine() == "x86_64" else 280
    def load(name, instructions):
        code = b"".join(struct.pack("<BBhi", *i) for i in instructions)
        licence, held = ctypes.create_string_buffer(b"GPL"), ctypes.create_string_buffer(code, len(code))
        attributes = struct.pack("<IIQQIIQII16s", 1, len(instructions), ctypes.addressof(held),
                                 ctypes.addressof(licence), 0, 0, 0, 0, 0, name) + bytes(56)
        buffer = ctypes.create_string_buffer(attributes, len(attributes))
        result = libc.syscall(number, 5, buffer, len(attributes))
        print(name.decode(), "loaded" if result >= 0 else "refused %d" % ctypes.get_errno(), flush=True)
        return result
    def tag(descriptor):
        text = open("/proc/self/fdinfo/%d" % descriptor).read()
        print([l.split()[1] for l in text.splitlines() if l.startswith("prog_tag")][0], flush=True)
    good = [(0xb7, 0, 0, 7), (0xbf, 0x01, 0, 0), (0xb7, 0, 0, 1), (0x95, 0, 0, 0)]
    bad = [(0x79, 0x10, 1000, 0), (0x95, 0, 0, 0)]

    """

  private func assay(
    _ arguments: [String], in directory: TemporaryDirectory, input: [UInt8] = []
  ) async throws -> RunningCommand.Result {
    try await RunningCommand.run(
      Repository.product("assay"), arguments, environment: ["NO_COLOR": "1"], directory: directory.url, input: input)
  }

  /// Runs a command with and without capture, and expects what it writes and how it ends to be equal.
  private func captured(
    _ command: [String], in directory: TemporaryDirectory, input: [UInt8] = [],
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> [String: Any] {
    let executable = try #require(
      command[0].contains("/") ? directory.path(command[0]) : Executables.find(command[0]))
    let plain = try await RunningCommand.run(
      executable, Array(command.dropFirst()), directory: directory.url, input: input)
    let result = try await assay(
      ["capture", "--quiet", "-o", "bundle", "--"] + command, in: directory, input: input)
    #expect(result.ending == plain.ending, "\(result.errorText)", sourceLocation: sourceLocation)
    #expect(result.output == plain.output, sourceLocation: sourceLocation)
    #expect(result.errorText == plain.errorText, sourceLocation: sourceLocation)
    return try manifest(in: directory)
  }

  private func manifest(in directory: TemporaryDirectory) throws -> [String: Any] {
    let data = try Data(contentsOf: directory.path("bundle/bundle.json"))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private func programs(_ manifest: [String: Any]) throws -> [[String: Any]] {
    try #require(manifest["programs"] as? [[String: Any]]).filter { $0["purpose"] as? String == "program" }
  }

  @Test(.requires("python3")) func `a loader that hides its log is explained, and its tags are its own`() async throws {
    let directory = try TemporaryDirectory()
    let script =
      Self.pythonLoader + """
        tag(load(b"fine", good))
        thread = threading.Thread(target=lambda: load(b"hidden", bad))
        thread.start(); thread.join()
        sys.exit(7)
        """
    _ = try directory.write(script, to: "loader.py")
    let manifest = try await captured(["python3", "loader.py"], in: directory)
    let programs = try programs(manifest)
    #expect(programs.map { $0["name"] as? String } == ["fine", "hidden"])
    let tag = try #require(programs[0]["tag"] as? String)
    let plain = try await RunningCommand.run(
      try #require(Executables.find("python3")), ["loader.py"], directory: directory.url)
    #expect(plain.outputText.contains(tag))
    #expect((programs[1]["error"] as? [String: Any])?["name"] as? String == "EACCES")
    try await JSONSchema("docs/bundle.schema.json").expectValid(directory.path("bundle/bundle.json"))

    let explained = try await assay(["explain", "bundle"], in: directory)
    #expect(explained.ending == .status(1), "\(explained.errorText)")
    #expect(explained.outputText.contains("error[A1220]: 8 bytes at offset 1000 of the context"))
    #expect(explained.outputText.contains("python3 hides this log"))
    #expect(explained.outputText.contains("the kernel took 1 other program of bundle"))

    let shown = try await assay(["show", "bundle"], in: directory)
    #expect(shown.ending == .status(0))
    #expect(shown.outputText.contains("2 programs (1 refused)") && shown.outputText.contains("refused, EACCES"))
    let listing = try await assay(["show", "bundle", "hidden"], in: directory)
    #expect(listing.outputText.contains("r0 = *(u64 *)(r1 +1000)"), "\(listing.errorText)")
    #expect(try await assay(["show", "bundle", "2"], in: directory).outputText == listing.outputText)
    let missing = try await assay(["show", "bundle", "nothing"], in: directory)
    #expect(missing.ending == .status(2) && missing.errorText.contains("has no program nothing: it has fine, hidden"))

    let verified = try await assay(["verify", "bundle"], in: directory)
    #expect(verified.ending == .status(1), "\(verified.errorText)")
    #expect(verified.outputText.contains("1 accepted") && verified.outputText.contains("1 rejected"))
    #expect(verified.outputText.contains("its CO-RE was resolved"))
  }

  /// A program with all that an object may hold: maps of maps, global data, subprograms, a callback.
  static let rich = """
    #define __uint(name, val) int (*name)[val]
    #define __type(name, val) typeof(val) *name
    #define __array(name, val) typeof(val) *name[]
    typedef unsigned int u32; typedef unsigned long long u64;
    char LICENSE[] SEC("license") = "GPL";
    struct value { u32 seen; int n; };
    struct { __uint(type, 1); __uint(max_entries, 16); __type(key, u32); __type(value, struct value); } counts SEC(".maps");
    struct inner { __uint(type, 2); __uint(max_entries, 4); __type(key, u32); __type(value, u64); } first SEC(".maps");
    struct { __uint(type, 12); __uint(max_entries, 2); __type(key, u32); __array(values, struct inner); } outer
      SEC(".maps") = { .values = { &first } };
    static void *(*const lookup)(void *, const void *) = (void *)1;
    static long (*const loop)(u32, void *, void *, u64) = (void *)181;
    const volatile int limit = 7; int counter = 3; u64 zeroed[4];
    static long each(u32 i, void *ctx) { zeroed[i & 3] += i; return i > limit; }
    __attribute__((noinline)) int global_fn(int x) { return x + counter; }
    static __attribute__((noinline)) int static_fn(int x) {
      int k = x & 1; u64 *p = lookup(&first, &k);
      if (p) (*p)++;
      return x * 2;
    }
    SEC("socket") int rich(void *ctx) {
      u32 k = 0; struct value *v = lookup(&counts, &k);
      if (v) v->n++;
      void *m = lookup(&outer, &k);
      if (m) { u64 *p = lookup(m, &k); if (p) *p = 1; }
      loop(5, each, 0, 0);
      return static_fn(k) + global_fn(3) + static_fn(2);
    }

    """
  static let unchecked = """
    SEC("socket") int unchecked(void *ctx) {
      u32 k = 1; struct value *v = lookup(&counts, &k);
      return v->n;
    }
    """
  /// The kernel finds a lock by the BTF of the map's values: without it, the program is refused.
  static let locked = """
    #define __uint(name, val) int (*name)[val]
    #define __type(name, val) typeof(val) *name
    typedef unsigned int u32;
    char LICENSE[] SEC("license") = "GPL";
    struct bpf_spin_lock { u32 val; };
    struct value { struct bpf_spin_lock lock; int n; };
    struct { __uint(type, 1); __uint(max_entries, 16); __type(key, u32); __type(value, struct value); } locks SEC(".maps");
    static void *(*const lookup)(void *, const void *) = (void *)1;
    static long (*const lock)(void *) = (void *)93;
    static long (*const unlock)(void *) = (void *)94;
    SEC("tc") int guarded(void *ctx) {
      u32 k = 0; struct value *v = lookup(&locks, &k);
      if (!v) return 0;
      lock(&v->lock); v->n++; unlock(&v->lock);
      return 0;
    }
    """

  @Test(.requires("clang")) func `a libbpf program's objects come back as they were`() async throws {
    let directory = try TemporaryDirectory()
    _ = try directory.write(try await CompiledObject.bytes(of: Self.rich, name: "rich"), to: "rich.bpf.o")
    let loader = """
      #include <bpf/bpf.h>
      #include <bpf/libbpf.h>
      #include <stdio.h>
      int main(int count, char **arguments) {
        struct bpf_object *object = bpf_object__open(arguments[1]);
        if (!object || bpf_object__load(object)) return 3;
        struct bpf_program *program = bpf_object__next_program(object, NULL);
        struct bpf_prog_info info = {};
        unsigned int size = sizeof(info);
        if (bpf_obj_get_info_by_fd(bpf_program__fd(program), &info, &size)) return 4;
        for (int i = 0; i < 8; i++) printf("%02x", info.tag[i]);
        puts("");
        return 0;
      }
      """
    try await compile(loader, as: "loader", ["-l:libbpf.a", "-lelf", "-lz"], in: directory)
    let manifest = try await captured(["./loader", "rich.bpf.o"], in: directory)
    let program = try #require(try programs(manifest).first)
    #expect(program["name"] as? String == "rich" && (program["notes"] as? [String]) == [])
    #expect((program["lines"] as? Int ?? 0) > 10)
    let tag = try #require(program["tag"] as? String)
    let maps = try #require(manifest["maps"] as? [[String: Any]])
    #expect(Set(maps.compactMap { $0["name"] as? String }).isSuperset(of: ["counts", "first", "outer"]))
    let counts = try #require(maps.first { $0["name"] as? String == "counts" })
    #expect(counts["types"] as? Int == program["types"] as? Int && counts["valueType"] != nil)

    let verified = try await assay(["verify", "bundle"], in: directory)
    #expect(verified.ending == .status(0), "\(verified.outputText)")
    // The object of the bundle gives the same program: loaded by libbpf again, it has the same tag.
    let object = try #require(program["object"] as? String)
    let again = try await RunningCommand.run(directory.path("loader"), ["bundle/\(object)"], directory: directory.url)
    #expect(again.outputText == tag + "\n", "\(again.errorText)")
    let listing = try await assay(["show", "bundle", "rich"], in: directory)
    #expect(listing.outputText.contains("call pc+") && listing.outputText.contains("map[counts]"))
    #expect(listing.outputText.contains("rich.bpf.c:"))
  }

  @Test(.requires("clang", "bpftool", "unshare"))
  func `bpftool's refusal is explained with the C, and its questions are told from programs`() async throws {
    let directory = try TemporaryDirectory()
    let bytes = try await CompiledObject.bytes(of: Self.rich + Self.unchecked, name: "both")
    _ = try directory.write(bytes, to: "both.bpf.o")
    let script = "mount -t bpf bpf /sys/fs/bpf && bpftool prog loadall both.bpf.o /sys/fs/bpf/x 2>/dev/null"
    let manifest = try await captured(["unshare", "-m", "sh", "-c", script], in: directory)
    let programs = try programs(manifest)
    let refused = try #require(programs.first { $0["error"] != nil })
    #expect(refused["name"] as? String == "unchecked" && refused["loaderLog"] != nil)
    #expect((manifest["programs"] as? [Any])?.count ?? 0 > programs.count)
    let explained = try await assay(["explain", "bundle"], in: directory)
    #expect(explained.ending == .status(1))
    #expect(explained.outputText.contains("both.bpf.c:") && explained.outputText.contains("return v->n;"))
    #expect(explained.outputText.contains("unchecked, on ") && explained.outputText.contains("error[A1201]"))
  }

  @Test(.requires("clang", "bpftool", "unshare")) func `a lock in a map comes back with the map's types`() async throws
  {
    let directory = try TemporaryDirectory()
    _ = try directory.write(try await CompiledObject.bytes(of: Self.locked, name: "locked"), to: "locked.bpf.o")
    let script = "mount -t bpf bpf /sys/fs/bpf && bpftool prog loadall locked.bpf.o /sys/fs/bpf/x"
    let manifest = try await captured(["unshare", "-m", "sh", "-c", script], in: directory)
    let program = try #require(try programs(manifest).first)
    let attachments = try #require(program["attachments"] as? [[String: Any]])
    #expect(attachments.compactMap { $0["way"] as? String } == ["pin"])
    let verified = try await assay(["verify", "bundle"], in: directory)
    #expect(verified.ending == .status(0), "\(verified.outputText)")
  }

  @Test(.requires("clang")) func `a static binary with system calls of its own is seen`() async throws {
    let directory = try TemporaryDirectory()
    let loader = """
      #include <linux/bpf.h>
      #include <stdio.h>
      #include <string.h>
      #include <sys/syscall.h>
      #include <unistd.h>
      int main(void) {
        union bpf_attr map;
        memset(&map, 0, sizeof map);
        map.map_type = BPF_MAP_TYPE_ARRAY; map.key_size = 4; map.value_size = 8; map.max_entries = 3;
        strcpy(map.map_name, "plain");
        int descriptor = syscall(__NR_bpf, BPF_MAP_CREATE, &map, sizeof map);
        struct bpf_insn code[] = {
          { .code = 0x18, .dst_reg = 1, .src_reg = 1, .imm = descriptor }, {},
          { .code = 0xb7 }, { .code = 0x95 } };
        union bpf_attr load;
        memset(&load, 0, sizeof load);
        load.prog_type = BPF_PROG_TYPE_SOCKET_FILTER; load.insn_cnt = 4; load.insns = (unsigned long)code;
        load.license = (unsigned long)"MIT";
        int program = syscall(__NR_bpf, BPF_PROG_LOAD, &load, sizeof load);
        printf("%s\\n", program >= 0 ? "loaded" : "refused");
        return program >= 0 ? 4 : 5;
      }
      """
    try await compile(loader, as: "loader", ["-static"], in: directory)
    let manifest = try await captured(["./loader"], in: directory)
    let program = try #require(try programs(manifest).first)
    // It has no name and is tiny, but there is nothing else that it could be asked for.
    #expect(program["name"] as? String == "program_1" && program["license"] as? String == "MIT")
    #expect(program["maps"] as? [Int] == [0])
    #expect(try await assay(["verify", "bundle"], in: directory).outputText.contains("1 accepted"))
  }

  @Test(.requires("bpftrace", "unshare", "host:root", "host:tracepoint"))
  func `bpftrace's programs are kept with what they are attached to`() async throws {
    let directory = try TemporaryDirectory()
    let script = "tracepoint:syscalls:sys_enter_getppid { @ = count(); } interval:ms:200 { exit(); }"
    // Not every machine mounts what bpftrace reads tracepoints from: here it is, for this command alone.
    let result = try await RunningCommand.run(
      try #require(Executables.find("unshare")),
      [
        "--mount", "--propagation", "private", "sh", "-c",
        "mount -t tracefs tracefs /sys/kernel/tracing; exec \"$0\" \"$@\"", Repository.product("assay").path,
        "capture", "-o", "bundle", "--", "bpftrace", "-e", script,
      ],
      environment: ["NO_COLOR": "1"], directory: directory.url)
    try #require(result.ending == .status(0), "\(result.errorText)")
    let programs = try programs(try manifest(in: directory))
    let tracing = try #require(programs.first { $0["type"] as? String == "tracepoint" })
    let attachments = try #require(tracing["attachments"] as? [[String: Any]])
    #expect(attachments.first?["target"] as? String == "tracepoint syscalls/sys_enter_getppid")
    let verified = try await assay(["verify", "bundle"], in: directory)
    #expect(verified.ending == .status(0), "\(verified.outputText)")
  }

  @Test(.requires("python3")) func `commands end as they end by themselves`() async throws {
    // A test's threads have signals blocked, and children would inherit that.
    let unblocked = """
      import os, signal, sys
      signal.pthread_sigmask(signal.SIG_SETMASK, [])
      os.execvp(sys.argv[1], sys.argv[1:])
      """
    for command in [
      "exit 5", "kill -TERM $$", "kill -9 $$", "for i in 1 2 3; do (true; exit 1) & done; wait; echo all",
      "head -c 3000000 /dev/zero; echo err >&2", "cat; exec sh -c 'exit 9'",
      "trap 'echo got; exit 3' USR1; kill -USR1 $$",
    ] {
      let directory = try TemporaryDirectory()
      _ = try await captured(
        ["python3", "-c", unblocked, "sh", "-c", command], in: directory, input: Array("in".utf8))
    }
  }

  @Test(.requires("python3")) func `a command reads its terminal, and its Ctrl-C is its own`() async throws {
    let directory = try TemporaryDirectory()
    let script = """
      import os, pty, sys
      child, terminal = pty.fork()
      if child == 0:
          os.execv(sys.argv[1], [sys.argv[1], "capture", "-q", "-o", "bundle", "--", "sh", "-c",
                                 "trap 'echo caught; exit 6' INT; read line; echo read $line; while :; do sleep 0.1; done"])
      os.write(terminal, b"hello\\n")
      seen, interrupted = b"", False
      while True:
          try: part = os.read(terminal, 4096)
          except OSError: break
          if not part: break
          seen += part
          if b"read hello" in seen and not interrupted:
              os.write(terminal, b"\\x03")
              interrupted = True
      print(seen.decode(), os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
      """
    _ = try directory.write(script, to: "terminal.py")
    let python = try #require(Executables.find("python3"))
    let result = try await RunningCommand.run(
      python, ["terminal.py", try Repository.product("assay").path], directory: directory.url)
    #expect(result.outputText.contains("caught") && result.outputText.hasSuffix(" 6\n"), "\(result.outputText)")
  }

  @Test(.requires("python3")) func `a command that hands nonsense to the kernel harms nothing`() async throws {
    let directory = try TemporaryDirectory()
    let script = """
      import ctypes, os, platform, random, struct
      libc, number = ctypes.CDLL(None), 321 if platform.machine() == "x86_64" else 280
      random.seed(10)
      pool = ctypes.create_string_buffer(random.randbytes(1 << 16), 1 << 16)
      base = ctypes.addressof(pool)
      def pointer():
          return random.choice([0, 1, base, base + random.randrange(1 << 16), 2**64 - 256, random.getrandbits(64)])
      for _ in range(400):
          command, size = random.choice([0, 5, 5, 5, 6, 8, 10, 17, 18, 28]), random.choice([0, 1, 48, 72, 152, 600])
          attributes = bytearray(random.choice([random.randbytes(size), bytes(size)]))
          for place in (0, 4, 28, 72, 76, 88, 92, 104, 148):
              if random.random() < 0.5 and place + 4 <= size:
                  struct.pack_into("<I", attributes, place, random.choice([0, 1, 2, 5, 16, 100, random.getrandbits(32)]))
          for place in (0, 8, 16, 24, 32, 80, 96, 120):
              if random.random() < 0.5 and place + 8 <= size: struct.pack_into("<Q", attributes, place, pointer())
          held = ctypes.create_string_buffer(bytes(attributes), max(1, size))
          libc.syscall(number, command, ctypes.c_void_p(random.choice([ctypes.addressof(held)] * 8 + [0, 1])), size)
      print("done")
      """
    _ = try directory.write(script, to: "nonsense.py")
    let manifest = try await captured(["python3", "nonsense.py"], in: directory)
    let all = try #require(manifest["programs"] as? [[String: Any]])
    #expect(all.count > 20 && all.allSatisfy { $0["error"] != nil })
    try await JSONSchema("docs/bundle.schema.json").expectValid(directory.path("bundle/bundle.json"))
    let explained = try await assay(["explain", "bundle"], in: directory)
    #expect(explained.ending == .status(1) && !explained.outputText.contains("accepted"), "\(explained.errorText)")
    #expect(try await assay(["show", "bundle"], in: directory).ending == .status(0))
    let verified = try await assay(["verify", "bundle"], in: directory)
    #expect([.status(0), .status(1), .status(3)].contains(verified.ending), "\(verified.errorText)")
  }

  @Test func `what cannot be captured is refused before it starts`() async throws {
    let directory = try TemporaryDirectory()
    _ = try directory.write("", to: "there/file")
    _ = try directory.write("text", to: "plain.txt")
    let cases: [([String], Int32, String)] = [
      (["capture", "--", "no-such-command"], 127, "no-such-command: no such command"),
      (["capture", "--", "./plain.txt"], 126, "cannot be run"),
      (["capture", "-o", "there", "--", "touch", "ran"], 2, "there is there already"),
      (["capture", "--", "strace", "touch", "ran"], 2, "cannot be traced twice"),
      (["capture"], 2, "no command to capture"),
      (["capture", "touch", "ran"], 2, "no command to capture"),
    ]
    for (arguments, status, words) in cases {
      let result = try await assay(arguments, in: directory)
      #expect(result.ending == .status(status), "\(arguments): \(result.errorText)")
      #expect(result.errorText.contains(words), "\(arguments): \(result.errorText)")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory.url.path).sorted() == ["plain.txt", "there"])
  }

  @Test(.requires("strace")) func `a command that is traced already is refused`() async throws {
    let directory = try TemporaryDirectory()
    let strace = try #require(Executables.find("strace"))
    let result = try await RunningCommand.run(
      strace, ["-f", "-o", "/dev/null", try Repository.product("assay").path, "capture", "--", "touch", "ran"],
      directory: directory.url)
    #expect(result.ending == .status(3) && result.errorText.contains("would be traced already"), "\(result.errorText)")
    #expect(!FileManager.default.fileExists(atPath: directory.path("ran").path))
  }

  @Test(.requires("setpriv")) func `without the rights that leave a command unchanged it is refused`() async throws {
    let directory = try TemporaryDirectory()
    let setpriv = try #require(Executables.find("setpriv"))
    let result = try await RunningCommand.run(
      setpriv,
      ["--bounding-set", "-sys_ptrace", try Repository.product("assay").path, "capture", "--", "touch", "ran"],
      directory: directory.url)
    #expect(result.ending == .status(3) && result.errorText.contains("CAP_SYS_PTRACE"), "\(result.errorText)")
    #expect(!FileManager.default.fileExists(atPath: directory.path("ran").path))
  }

  @Test(arguments: [
    ("{\"format\": 99}", "is of format 99"), ("{}", "has no format"), ("{\"format\": 1}", "has no"),
    ("nothing", "no bundle's manifest"),
  ])
  func `a manifest that is none is told`(_ text: String, _ words: String) async throws {
    let directory = try TemporaryDirectory()
    _ = try directory.write(text, to: "broken/bundle.json")
    for command in ["show", "explain"] {
      let result = try await assay([command, "broken"], in: directory)
      #expect(result.ending == .status(2) && result.errorText.contains(words), "\(result.errorText)")
    }
  }

  private func compile(_ source: String, as name: String, _ flags: [String], in directory: TemporaryDirectory)
    async throws
  {
    _ = try directory.write(source, to: "\(name).c")
    let clang = try #require(Executables.find("clang"))
    let result = try await RunningCommand.run(
      clang, ["-O1", "-o", name, "\(name).c"] + flags, directory: directory.url)
    try #require(result.ending == .status(0), "\(result.errorText)")
  }
}
