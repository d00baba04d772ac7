import Findings
import Foundation
import Placed
import Project
import TestSupport
import Testing

struct ProjectSettingsTests {
  private func settings(_ text: String, path: String = "/p/assay.yml") throws -> ProjectSettings {
    try ProjectSettings(Array(text.utf8), path: path)
  }

  private func messages(_ text: String) -> [String] {
    do { _ = try settings(text) } catch let error as PlacedError { return error.problems.map(\.message) } catch {}
    return []
  }

  @Test func theDocumentedExampleSaysWhatItSays() throws {
    let path = Repository.path("docs/assay.example.yml").path
    let example = try ProjectSettings.read(path)
    #expect(example.sources.map(\.value) == ["src/*.bpf.c"])
    #expect(example.objects.map(\.value) == ["build/**/*.bpf.o"])
    #expect(example.cflags.map(\.value) == ["-Iinclude -DNDEBUG"])
    #expect(example.clang?.value == "clang-18")
    #expect(example.mapMemory?.value == 256 << 20)
    #expect(example.variants.map(\.name.value) == ["as-built", "small-machine", "builds", "production"])
    #expect(example.variants[1].cflags.map(\.value) == ["-DMAX_RULES=64", "-mcpu=v2"])
    #expect(example.variants[2].flagFiles?.pattern.value == "builds/*.txt")
    #expect(example.variants[3].globals.map(\.name.value) == ["sample_rate", "config.debug", "target_comm[0]"])
    #expect(example.variants[3].globals.map(\.value.value) == ["100", "false", "'n'"])
    #expect(example.variants[1].cflags[0].span.file == path)
  }

  @Test func theDocumentedExampleSaysWhatAGateIsToDo() throws {
    let example = try ProjectSettings.read(Repository.path("docs/assay.example.yml").path)
    #expect(example.build.map(\.value) == ["make -s bpf"])
    #expect(example.bench?.kernels.map(\.value) == ["debian:6.12"])
    #expect(example.bench?.isExact == true && example.bench?.isNative == false)
    #expect(example.growth.percent(of: .instructions) == 0 && example.growth.percent(of: .stack) == nil)
    #expect(example.warns == [.growth])
    #expect(example.reports[.markdown]?.value == "build/assay/comment.md")
    #expect(example.lint?.level == .warning)
    let expected = try #require(example.expect?.entry(for: "needs_ringbuf", on: "debian:5.10"))
    #expect(expected.refusal == .rejected && expected.id == "A1201")
    #expect(example.expect?.entry(for: "needs_ringbuf", on: "debian:6.1") == nil)
    #expect(example.budgets?.limits(of: "xdp_firewall").first { $0.key == .verified }?.value == 300_000)
  }

  /// What `assay config --print` prints is read as what it was printed from.
  @Test func theEffectiveConfigurationReadsAsItWas() throws {
    let texts = [
      try String(contentsOf: Repository.path("docs/assay.example.yml"), encoding: .utf8), "{}", "warns: [lint, growth]",
      ##"{sources: ["a b.c", "*.c", "- x", "#y", "a: b", "no", "'\"\\"], variants: {"x y": {}, "*": {globals: {n: "0x1"}}}}"##,
      #"{reports: {json: "a\tb"}, expect: {"*": {"debian:*": loader}}, budgets: {"*": {worst_case: 0.5 ns}}}"#,
    ]
    for text in texts {
      let printed = try settings(text).text
      let again = try settings(printed)
      #expect(again.text == printed, "\(printed)")
      let (one, other) = (try settings(text), again)
      #expect(one.sources.map(\.value) == other.sources.map(\.value))
      #expect(one.variants.map(\.name.value) == other.variants.map(\.name.value))
      #expect(one.warns == other.warns && one.growth == other.growth)
      #expect(one.budgets?.entries.map(\.limits.count) == other.budgets?.entries.map(\.limits.count))
      #expect((one.lint?.allowances ?? []).map(\.reason) == (other.lint?.allowances ?? []).map(\.reason))
      #expect(one.expect?.entries.map(\.kernel.value) == other.expect?.entries.map(\.kernel.value))
    }
  }

  @Test func anEmptyFileIsFine() throws {
    let empty = try settings("# nothing yet\n")
    #expect(empty.objects.isEmpty && empty.variants.isEmpty && empty.clang == nil && empty.mapMemory == nil)
    #expect(empty.directory == "/p")
  }

  @Test func everyMistakeIsReportedAtOnce() {
    #expect(
      messages(
        """
        objcts: a.o
        sources: {a: b}
        map-memory: lots
        clang: ./evil
        variants:
          fast: {cflgs: -DX, globals: [1]}
          "": {}
        """) == [
          "unknown key 'objcts'", "expected text, found keys and values", "expected a size in bytes, found 'lots'",
          "clang must be a name such as clang or clang-18", "unknown key 'cflgs'",
          "expected keys and values, found a list", "a variant needs a name",
        ])
    #expect(messages("[]") == ["expected keys and values, found a list"])
  }

  @Test(arguments: ["/usr/bin/clang", "clang-", "clang-18/../x", "clang18", "gcc", "clang-18.sh", "clang 18"])
  func aRepositoryDoesNotChooseWhichFileIsRun(name: String) {
    #expect(messages("clang: \(name)\n") == ["clang must be a name such as clang or clang-18"])
  }

  @Test func variantsAreForTheInputsThatTheyName() throws {
    let read = try settings(
      """
      variants:
        flags: {cflags: -DX}
        values: {globals: {n: 1}}
        only: {inputs: 'src/*.bpf.c', cflags: -DY}
        plain: {}
      """)
    func names(_ input: String, _ isSource: Bool) -> [String] {
      read.variants(for: input, isSource: isSource).map(\.name.value)
    }
    #expect(names("/p/src/a.bpf.c", true) == ["flags", "values", "only", "plain"])
    #expect(names("/p/b.bpf.c", true) == ["flags", "values", "plain"])
    #expect(names("/p/b.o", false) == ["values", "plain"])
    #expect(try settings("").variants(for: "/p/b.o", isSource: false).isEmpty)
  }

  @Test func theFileIsFoundUpToTheRepositorysRootAndNoFurther() throws {
    let scratch = try TemporaryDirectory()
    let top = scratch.url.path
    try scratch.write("", to: "assay.yml")
    try scratch.write("", to: "repo/.git/HEAD")
    try scratch.write("", to: "repo/deep/er/a.bpf.c")
    try scratch.write("", to: "loose/sub/b.o")
    func find(_ input: String, from directory: String) -> String? {
      ProjectSettings.find(forInput: input, workingDirectory: directory)
    }
    // Above the repository's root nothing is ours.
    #expect(find("deep/er/a.bpf.c", from: top + "/repo") == nil)
    try scratch.write("", to: "repo/assay.yml")
    #expect(find("deep/er/a.bpf.c", from: top + "/repo") == top + "/repo/assay.yml")
    #expect(find("er", from: top + "/repo/deep") == top + "/repo/assay.yml")
    try scratch.write("", to: "repo/deep/assay.yml")
    #expect(find("../deep/./er/a.bpf.c", from: top + "/repo/deep") == top + "/repo/deep/assay.yml")
    // Without a repository: up to the working directory, or only beside the input.
    #expect(find("loose/sub/b.o", from: top) == top + "/assay.yml")
    #expect(find(top + "/loose/sub/b.o", from: top + "/loose") == nil)
    #expect(find(top + "/loose/sub/b.o", from: "/") == top + "/assay.yml")
    #expect(find(top + "/loose/sub/b.o", from: "/usr") == nil)
    try scratch.write("", to: "loose/sub/assay.yml")
    #expect(find(top + "/loose/sub/b.o", from: "/usr") == top + "/loose/sub/assay.yml")
  }

  @Test func aFileThatCannotBeReadIsAPlacedError() throws {
    let scratch = try TemporaryDirectory()
    let error = #expect(throws: PlacedError.self) { try ProjectSettings.read(scratch.url.path) }
    #expect(error?.problems.first?.message.hasSuffix("Is a directory") == true)
    #expect(error?.findings.first?.primary?.span.file == scratch.url.path)
  }
}
