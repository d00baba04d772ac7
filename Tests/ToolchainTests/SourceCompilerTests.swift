import Findings
import Foundation
import Project
import Testing
import Toolchain

struct SourceCompilerTests {
  private let elf: [UInt8] = [0x7f, 0x45, 0x4c, 0x46]

  @Test func aGoodSourceGivesABPFObject() async throws {
    let bench = try await Workbench()
    try bench.write("answer.h", "#define ANSWER 2")
    let source = try bench.write("a.bpf.c", Workbench.program)
    let result = try await bench.compiler().compile(source)
    let object = try #require(result.object)
    #expect(object.bytes.starts(with: elf))
    // e_machine, little-endian at offset 18: EM_BPF is 247.
    #expect(object.bytes[18] == 247)
    #expect(object.enlargedStack == nil)
    #expect(!object.cached)
    #expect(object.headers.contains { $0.hasSuffix("answer.h") })
    #expect(result.findings.isEmpty)
    #expect(result.notes.isEmpty)
  }

  @Test func anErrorIsAFindingAtItsSpanWithItsLineAndItsNotes() async throws {
    let bench = try await Workbench()
    let source = try bench.write(
      "a.bpf.c",
      """
      static int twice(int value);
      int f(void) { return twice(1, 2) + missing; }
      """)
    let result = try await bench.compiler().compile(source)
    #expect(result.object == nil)
    #expect(result.findings.count == 2)
    let missing = try #require(result.findings.first { $0.title.contains("missing") })
    #expect(missing.severity == .error)
    #expect(missing.primary?.span == SourceSpan(file: source, line: 2, column: 36, endColumn: 43))
    #expect(missing.primary?.text == "int f(void) { return twice(1, 2) + missing; }")
    let call = try #require(result.findings.first { $0.title.contains("too many arguments") })
    #expect(call.related.map(\.label) == ["'twice' declared here"])
    #expect(call.related.first?.text == "static int twice(int value);")
  }

  @Test func anErrorInAHeaderSaysWhoIncludesIt() async throws {
    let bench = try await Workbench()
    try bench.write("inner.h", "int x = missing;")
    let outer = try bench.write("outer.h", "\n#include \"inner.h\"")
    let source = try bench.write("a.bpf.c", "#include \"outer.h\"")
    let finding = try #require(try await bench.compiler().compile(source).findings.first)
    #expect(finding.primary?.span.file.hasSuffix("inner.h") == true)
    #expect(finding.notes == ["included from \(source):1", "included from \(outer):2"])
  }

  @Test func aWarningComesWithTheObjectAndAgainFromTheCache() async throws {
    let bench = try await Workbench()
    let source = try bench.write("a.bpf.c", "int f(void) { int unused; return 0; }")
    let flags = try bench.flags("-Wall")
    let first = try await bench.compiler().compile(source, flags: flags)
    let second = try await bench.compiler().compile(source, flags: flags)
    #expect(first.findings.map(\.severity) == [.warning])
    #expect(first.findings.first?.title == "unused variable 'unused' [-Wunused-variable]")
    #expect(second.object?.cached == true)
    #expect(second.findings == first.findings)
    #expect(second.object?.bytes == first.object?.bytes)
  }

  @Test func aMissingIncludeIsAnError() async throws {
    let bench = try await Workbench()
    let source = try bench.write("a.bpf.c", "#include \"nowhere.h\"\n")
    let result = try await bench.compiler().compile(source)
    #expect(result.object == nil)
    #expect(result.findings.map(\.title) == ["'nowhere.h' file not found"])
    #expect(result.findings.first?.primary?.span.line == 1)
  }

  @Test func aFrameOverTheLimitIsAFindingAndAnObjectThatTellsIt() async throws {
    let bench = try await Workbench()
    let source = try bench.write(
      "a.bpf.c",
      """
      void use(void *);
      int f(void) {
        char large[600];
        use(large);
        return large[3] + large[599];
      }
      """)
    let result = try await bench.compiler().compile(source)
    #expect(result.findings.count == 1)
    let finding = try #require(result.findings.first)
    #expect(finding.severity == .error)
    #expect(finding.title == "the stack of a function is over the BPF limit of 512 bytes")
    #expect(finding.primary?.span.file == source)
    if bench.clang.major >= 19 {
      let object = try #require(result.object)
      #expect(object.bytes.starts(with: elf))
      #expect(object.enlargedStack == 32768)
      #expect(result.notes.isEmpty)
    } else {
      #expect(result.notes.count == 1)
    }
    // It is never mistaken for a good one later.
    #expect(try await bench.compiler().compile(source).object?.cached != true)
  }

  @Test func theCacheHoldsUntilSourceHeaderFlagOrClangChange() async throws {
    let bench = try await Workbench()
    try bench.write("answer.h", "#define ANSWER 1")
    let source = try bench.write("a.bpf.c", Workbench.program)
    let compiler = bench.compiler()
    let first = try await compiler.compile(source)
    #expect(try await compiler.compile(source).object?.cached == true)
    // Same size, so that only the bytes tell.
    try bench.write("answer.h", "#define ANSWER 2", secondsAgo: 50)
    let changed = try await compiler.compile(source)
    #expect(changed.object?.cached == false)
    #expect(changed.object?.bytes != first.object?.bytes)
    #expect(try await compiler.compile(source).object?.cached == true)
    // Touched but the same: the bytes are compared.
    try bench.write("answer.h", "#define ANSWER 2", secondsAgo: 40)
    #expect(try await compiler.compile(source).object?.cached == true)
    let flags = try bench.flags("-DOTHER")
    #expect(try await compiler.compile(source, flags: flags).object?.cached == false)
    try bench.write("a.bpf.c", Workbench.program + "\nint other;", secondsAgo: 30)
    #expect(try await compiler.compile(source).object?.cached == false)
  }

  @Test func aNewHeaderThatHidesTheOneThatWasReadIsSeen() async throws {
    let bench = try await Workbench()
    try bench.write("late/answer.h", "#define ANSWER 1")
    try bench.write("early/other.h", "")
    let source = try bench.write("src/a.bpf.c", Workbench.program)
    let flags = try bench.flags("-Iearly", "-Ilate")
    let first = try await bench.compiler().compile(source, flags: flags)
    #expect(try await bench.compiler().compile(source, flags: flags).object?.cached == true)
    try bench.write("early/answer.h", "#define ANSWER 2")
    let second = try await bench.compiler().compile(source, flags: flags)
    #expect(second.object?.cached == false)
    #expect(second.object?.bytes != first.object?.bytes)
    try bench.write("src/answer.h", "#define ANSWER 1")
    #expect(try await bench.compiler().compile(source, flags: flags).object?.cached == false)
  }

  @Test func aSourceThatReadsFilesClangDoesNotListIsNotKept() async throws {
    let bench = try await Workbench()
    let data = try bench.write("data.bin", "12345678")
    let source = try bench.write("a.bpf.c", "asm(\".incbin \\\"\(data)\\\"\");\nint f(void) { return 0; }")
    #expect(try await bench.compiler().compile(source).object?.cached == false)
    #expect(try await bench.compiler().compile(source).object?.cached == false)
  }

  @Test func aDamagedCacheEntryIsCompiledAnew() async throws {
    let bench = try await Workbench()
    let source = try bench.write("a.bpf.c", "int f(void) { return 0; }")
    let first = try await bench.compiler().compile(source)
    let directory = try #require(bench.cache.path("objects"))
    let name = try #require(try LocalFile.list(directory).first)
    let path = LocalFile.join(directory, name)
    let whole = try LocalFile.read(path, limit: 1 << 20)
    for length in stride(from: 0, to: whole.count, by: max(1, whole.count / 40)) {
      var damaged = Array(whole.prefix(length))
      if length > 0 { damaged[length - 1] ^= 0x80 }
      try LocalFile.write(damaged, to: path)
      let again = try await bench.compiler().compile(source)
      #expect(again.object?.cached == false)
      #expect(again.object?.bytes == first.object?.bytes)
    }
  }

  @Test(arguments: [
    "with space.bpf.c", "-fplugin=x.bpf.c", "@list.bpf.c", "a:3:4: error: b.bpf.c", "quote\"'$x`.bpf.c", "ü#%\\.bpf.c",
    ". dots.bpf.c", "In file included from x:1:.bpf.c",
  ])
  func hostileFileNamesAreOnlyNames(name: String) async throws {
    let bench = try await Workbench()
    let good = try bench.write(name, "int f(void) { return 0; }")
    #expect(try await bench.compiler().compile(good).object != nil)
    let bad = try bench.write("bad-" + name, "int f(void) { return missing; }")
    let finding = try #require(try await bench.compiler().compile(bad).findings.first)
    #expect(finding.primary?.span == SourceSpan(file: bad, line: 1, column: 22, endColumn: 29))
  }

  @Test func aNameWithALineBreakIsRefusedInWords() async throws {
    let bench = try await Workbench()
    let source = try bench.write("a\nb.bpf.c", "int f(void) { return 0; }")
    let result = try await bench.compiler().compile(source)
    #expect(result.object == nil)
    #expect(result.findings.map(\.title) == ["the name of the source holds a control character"])
  }

  @Test func whatCannotBeReadIsAFinding() async throws {
    let bench = try await Workbench()
    let missing = try await bench.compiler().compile(bench.root.path + "/none.bpf.c")
    #expect(missing.findings.first?.title.hasSuffix("No such file or directory") == true)
    let directory = try await bench.compiler().compile(bench.root.path)
    #expect(directory.object == nil)
    #expect(directory.findings.first?.title.hasSuffix("Is a directory") == true)
    let fifo = bench.root.path + "/fifo.bpf.c"
    let made = unsafe mkfifo(fifo, 0o600)
    #expect(made == 0)
    let pipe = try await bench.compiler().compile(fifo)
    #expect(pipe.findings.first?.title.hasSuffix("it is not a regular file") == true)
  }

  @Test func aSourceThatNeverEndsIsEndedByTheTimeLimit() async throws {
    let bench = try await Workbench()
    let fifo = bench.root.path + "/endless.h"
    let made = unsafe mkfifo(fifo, 0o600)
    #expect(made == 0)
    let source = try bench.write("a.bpf.c", "#include \"endless.h\"\n")
    let result = try await bench.compiler(timeLimit: .milliseconds(300)).compile(source)
    #expect(result.object == nil)
    #expect(result.findings.last?.title.contains("took longer than") == true)
  }

  @Test func aCrashOfClangIsAFindingAndLeavesNoFile() async throws {
    let bench = try await Workbench()
    let source = try bench.write("a.bpf.c", "#pragma clang __debug crash\n")
    let result = try await bench.compiler().compile(source)
    #expect(result.object == nil)
    #expect(result.findings.last?.severity == .error)
    #expect(try LocalFile.list(bench.root.path).sorted() == ["a.bpf.c", "cache"])
  }

  @Test func aCacheThatCannotBeUsedOnlyCostsTime() async throws {
    let bench = try await Workbench()
    try bench.write("not-a-directory", "")
    let source = try bench.write("a.bpf.c", "int f(void) { return 0; }")
    let cache = DiskCache(explicit: bench.root.path + "/not-a-directory", environment: [:])
    #expect(cache.unusable?.hasPrefix("no cache: cannot make the directory") == true)
    #expect(try await bench.compiler(cache: cache).compile(source).object != nil)
    // The directory turns unusable after it was opened.
    let doomed = DiskCache(explicit: bench.root.path + "/doomed", environment: [:])
    let directory = try #require(doomed.directory)
    try FileManager.default.removeItem(atPath: directory)
    try bench.write("doomed/assay-1", "")
    let result = try await bench.compiler(cache: doomed).compile(source)
    #expect(result.object != nil)
    #expect(result.notes.first?.hasPrefix("the object is not kept in the cache: ") == true)
  }
}
