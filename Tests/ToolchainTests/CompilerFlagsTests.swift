import Findings
import Foundation
import Testing
import Toolchain

struct CompilerFlagsTests {
  @Test(arguments: [
    "-fplugin=evil.so", "-fpass-plugin=evil.so", "-Xclang", "-load", "-mllvm", "-mllvm=-x", "@file", "-o", "-oout",
    "--output=out", "-B.", "-specs=x", "--config=x", "--config", "-fmodules", "-fmodule-file=x",
    "-fmodules-cache-path=x",
    "-Wp,-MD,out", "-Wa,-x", "-Wl,-x", "-MD", "-MF", "-MMD", "-fprofile-generate", "-fprofile-use=x", "-ftime-trace",
    "-save-temps", "--save-temps=obj", "-fsave-optimization-record", "-foptimization-record-file=x", "-ftest-coverage",
    "--coverage", "-fdepscan", "-fcas-path=x", "-fstack-usage", "-gsplit-dwarf", "-gmodules", "-fintegrated-as",
    "-fno-integrated-as", "-flto", "-fuse-ld=x", "-fcrash-diagnostics-dir=x", "-fproc-stat-report=x", "-E", "-S",
    "-emit-llvm", "-x", "-xc++", "-target=x86_64", "--target=x86_64-linux-gnu", "-###", "-v", "-ccc-gcc-name",
    "-resource-dir", "--sysroot=x", "-include-pch", "-imacros", "-ivfsoverlay", "-serialize-diagnostics", "a.c", "-",
    "",
    "--analyze", "-Xanalyzer", "-Xassembler", "-Xpreprocessor", "-dumpdir", "-wrapper", "-working-directory=/", "-D",
    "-I", "-ffoo", "-fdiagnostics-format=sarif", "-fcolor-diagnostics", "-O9", "-DX\nY", "-fsanitize-ignorelist=x",
    "-fsyntax-only", "--", "-fno-plugin", "-fbuiltin-module-map", "-mmlir", "-include",
    "-gen-cdb-fragment-path", "-gen-reproducer=always", "-gcc-toolchain", "-module-dependency-dir",
    "-mt-migrate-directory=x", "-module-file-info", "-fdebug-compilation-dir=x",
  ])
  func whatRunsOrWritesIsRefusedByName(word: String) throws {
    let place = SourceSpan(file: "assay.yml", line: 3, column: 5)
    let refusal = #expect(throws: FlagRefusal.self) {
      try CompilerFlags([CompilerFlag(word, place: place)], relativeTo: "/tmp")
    }
    let finding = try #require(refusal?.findings.first)
    #expect(finding.title.hasPrefix("the compiler flag \(word) is refused: "))
    #expect(finding.primary?.span == place)
    #expect(finding.severity == .error)
  }

  @Test(arguments: [
    "-DNDEBUG", "-DA=1", "-UA", "-std=gnu11", "-O0", "-Os", "-g", "-g0", "-gdwarf-4", "-mcpu=v4", "-mlittle-endian",
    "-Wall", "-Wno-unused", "-Werror=return-type", "-w", "-fno-builtin", "-fno-builtin-memcpy", "-fno-stack-protector",
    "-fno-strict-aliasing", "-fms-extensions", "-fvisibility=hidden", "-fno-asynchronous-unwind-tables", "-nostdinc",
  ])
  func whatOnlyChangesCodeIsPassedOn(word: String) throws {
    #expect(try CompilerFlags([CompilerFlag(word)], relativeTo: "/tmp").arguments == [word])
  }

  @Test func everyRefusedFlagHasItsFinding() {
    let words = ["-Xclang", "-DGOOD", "-load", "x.so"].map { CompilerFlag($0) }
    let refusal = #expect(throws: FlagRefusal.self) { try CompilerFlags(words, relativeTo: "/tmp") }
    #expect(refusal?.findings.count == 3)
    #expect(refusal?.findings.first?.notes == ["the flag was given on the command line"])
  }

  @Test func pathsAreTakenFromWhereTheFlagsStand() throws {
    let words = ["-I", "include", "-I/abs", "-isystem", "sys", "-c", "-target", "bpf", "-D", "A B"]
    let flags = try CompilerFlags(words.map { CompilerFlag($0) }, relativeTo: "/project")
    #expect(flags.arguments == ["-I", "/project/include", "-I", "/abs", "-isystem", "/project/sys", "-DA B"])
  }

  @Test func aForcedIncludeNeverPrefersAPrecompiledHeader() async throws {
    let bench = try await Workbench()
    try bench.write("forced.h", "#define VALUE 7")
    try bench.write("forced.h.pch", "not a header at all")
    let source = try bench.write("a.bpf.c", "int f(void) { return VALUE; }")
    let flags = try bench.flags("-include", "forced.h")
    #expect(try await bench.compiler().compile(source, flags: flags).object?.cached == false)
    #expect(try await bench.compiler().compile(source, flags: flags).object?.cached == true)
    try bench.write("forced.h", "#define VALUE 8", secondsAgo: 50)
    #expect(try await bench.compiler().compile(source, flags: flags).object?.cached == false)
  }

  @Test(arguments: [
    ("-DA -DB", ["-DA", "-DB"]), ("  ", []), ("-DS=\\\"x\\\"", ["-DS=\"x\""]), ("'-D A' \"-D'B\"", ["-D A", "-D'B"]),
    ("''", [""]), ("a\\ b", ["a b"]), ("$(touch x) `y`", ["$(touch", "x)", "`y`"]),
  ])
  func linesAreSplitAsAShellSplitsThemAndNothingIsExpanded(line: String, words: [String]) {
    #expect(CompilerFlag.split(line).map(\.text) == words)
  }
}
