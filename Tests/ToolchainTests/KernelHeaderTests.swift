import Findings
import Foundation
import Project
import Synchronization
import Testing
import Toolchain

struct KernelHeaderTests {
  /// Writes a header that names what it was given, and counts.
  private final class Maker: HeaderMaker {
    let made = Mutex(0)

    func header(btf: [UInt8]?) async throws(ToolchainError) -> [UInt8] {
      made.withLock { $0 += 1 }
      return Array("#ifndef V\n#define V\nstruct made { int bytes[\((btf?.count ?? 0) + 1)]; };\n#endif\n".utf8)
    }
  }

  private struct NoMaker: HeaderMaker {
    func header(btf: [UInt8]?) async throws(ToolchainError) -> [UInt8] { throw ToolchainError("no worker") }
  }

  private let source = "#include \"vmlinux.h\"\nint f(struct made *m) { return sizeof(*m); }"

  @Test func aSourceWithoutItsOwnHeaderGetsTheGeneratedOneOnce() async throws {
    let bench = try await Workbench()
    let btf = try bench.write("btf", "12345")
    let (one, two) = (try bench.write("a.bpf.c", source), try bench.write("b.bpf.c", source))
    let maker = Maker()
    let compiler = bench.compiler(header: KernelHeader(.file(btf), cache: bench.cache, maker: maker))
    async let first = compiler.compile(one)
    async let second = compiler.compile(two)
    #expect(try await first.object != nil)
    #expect(try await second.object != nil)
    #expect(maker.made.withLock { $0 } == 1)
    // The next run finds it there.
    let later = bench.compiler(header: KernelHeader(.file(btf), cache: bench.cache, maker: NoMaker()))
    #expect(try await later.compile(one).object != nil)
  }

  @Test func anObjectOfASourceWithTheGeneratedHeaderIsKept() async throws {
    let bench = try await Workbench()
    let path = try bench.write("a.bpf.c", source)
    // Only what has not just been written is told from what changes while clang runs.
    for _ in 0..<3 {
      let compiler = bench.compiler(header: KernelHeader(.running, cache: bench.cache, maker: Maker()))
      #expect(try await compiler.compile(path).object != nil)
      try await Task.sleep(for: .milliseconds(50))
    }
    let later = bench.compiler(header: KernelHeader(.running, cache: bench.cache, maker: NoMaker()))
    #expect(try await later.compile(path).object?.cached == true)
  }

  @Test func aHeaderBesideTheSourceGoesFirst() async throws {
    let bench = try await Workbench()
    try bench.write("vmlinux.h", "struct made { int own; };")
    let path = try bench.write("a.bpf.c", source)
    let maker = Maker()
    let compiler = bench.compiler(header: KernelHeader(.running, cache: bench.cache, maker: maker))
    let object = try #require(try await compiler.compile(path).object)
    #expect(object.headers == [bench.root.path + "/vmlinux.h"])
    #expect(maker.made.withLock { $0 } == 0)
  }

  @Test func anotherBTFGivesAnotherHeader() async throws {
    let bench = try await Workbench()
    let path = try bench.write("a.bpf.c", source)
    var objects: Set<[UInt8]> = []
    for text in ["1", "22"] {
      let btf = try bench.write("btf", text)
      let compiler = bench.compiler(header: KernelHeader(.file(btf), cache: bench.cache, maker: Maker()))
      objects.insert(try #require(try await compiler.compile(path).object).bytes)
    }
    #expect(objects.count == 2)
  }

  @Test func withoutACacheTheHeaderLivesInMemory() async throws {
    let bench = try await Workbench()
    let path = try bench.write("a.bpf.c", source)
    let compiler = bench.compiler(
      header: KernelHeader(.running, cache: .none, maker: Maker()), cache: DiskCache.none)
    let result = try await compiler.compile(path)
    #expect(result.object != nil)
    #expect(result.notes == ["vmlinux.h is made anew in each run: the cache is off"])
  }

  @Test func aHeaderThatCannotBeMadeIsSaidBesideTheError() async throws {
    let bench = try await Workbench()
    let path = try bench.write("a.bpf.c", source)
    let compiler = bench.compiler(header: KernelHeader(.running, cache: bench.cache, maker: NoMaker()))
    let result = try await compiler.compile(path)
    #expect(result.object == nil)
    #expect(result.findings.first?.title == "'vmlinux.h' file not found")
    #expect(result.notes == ["a vmlinux.h could not be made: no worker"])
  }
}
