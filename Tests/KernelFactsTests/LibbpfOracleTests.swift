import Foundation
import KernelFacts
import Testing

/// Asks the installed libbpf what it knows, through a small C program, and compares.
@Suite struct LibbpfOracleTests {
  private static let source = """
    #include <bpf/libbpf.h>
    #include <stdio.h>
    #include <stdlib.h>
    #include <string.h>
    int main(void)
    {
    \tchar line[256], kind[16], name[200];
    \tlibbpf_set_print(NULL);
    \twhile (fgets(line, sizeof line, stdin) && sscanf(line, "%15s %199s", kind, name) == 2) {
    \t\tif (!strcmp(kind, "section")) {
    \t\t\tenum bpf_prog_type type;
    \t\t\tenum bpf_attach_type expected, attach;
    \t\t\tif (libbpf_prog_type_by_name(name, &type, &expected)) { puts("-"); continue; }
    \t\t\tint attachable = libbpf_attach_type_by_name(name, &attach) == 0;
    \t\t\tprintf("%d %d %d\\n", type, expected, attachable);
    \t\t} else {
    \t\t\tunsigned number = strtoul(name, 0, 10);
    \t\t\tconst char *word = !strcmp(kind, "program") ? libbpf_bpf_prog_type_str(number)
    \t\t\t\t: !strcmp(kind, "attach") ? libbpf_bpf_attach_type_str(number) : libbpf_bpf_map_type_str(number);
    \t\t\tputs(word ? word : "-");
    \t\t}
    \t}
    \tprintf("version %u.%u\\n", libbpf_major_version(), libbpf_minor_version());
    \treturn 0;
    }
    """

  /// The answers to questions such as `section xdp` or `map 27`, and the library's version.
  private static func ask(_ questions: [String]) throws -> (answers: [String], version: LibbpfVersion) {
    let directory = FileManager.default.temporaryDirectory.appending(path: "libbpf-oracle-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    let code = directory.appending(path: "oracle.c")
    let program = directory.appending(path: "oracle")
    let input = directory.appending(path: "questions")
    try Data(source.utf8).write(to: code)
    try Data(questions.joined(separator: "\n").appending("\n").utf8).write(to: input)
    _ = try run("clang", ["-w", code.path, "-o", program.path, "-lbpf"], input: nil)
    let lines = try run(program.path, [], input: input).split(separator: "\n").map(String.init)
    let version = try #require(lines.last?.split(separator: " ").last.flatMap { LibbpfVersion($0) })
    return (lines.dropLast(), version)
  }

  private static func run(_ executable: String, _ arguments: [String], input: URL?) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [executable] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardInput = try input.map { try FileHandle(forReadingFrom: $0) } ?? FileHandle.nullDevice
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(executable) failed")
    return String(decoding: data, as: UTF8.self)
  }

  @Test func `section names mean what libbpf says they mean`() throws {
    let written = SectionTable.all.map { $0.match == .exact ? $0.name : $0.name + "/target" }
    let (answers, version) = try Self.ask(written.map { "section \($0)" })
    try #require(answers.count == written.count)
    for (definition, answer) in zip(SectionTable.all, answers) {
      guard definition.libbpfSince <= version else {
        #expect(answer == "-", "\(definition.name) is known to libbpf \(version) already")
        continue
      }
      let attachable = definition.flags.contains(.attachable)
      let expected = "\(definition.programType.rawValue) \(definition.attachType?.rawValue ?? 0) \(attachable ? 1 : 0)"
      #expect(answer == expected, "\(definition.name)")
    }
  }

  @Test func `forms that libbpf refuses are refused`() throws {
    let names = [
      "xdp/filter", "xdp_prog", "classifier/x", "cgroup/connect4/x", "kprobe_x", "kprobes/x", "xdp.frags/x", "tc/x",
    ]
    let (answers, _) = try Self.ask(names.map { "section \($0)" })
    for (name, answer) in zip(names, answers) {
      #expect(answer == "-", "\(name)")
      #expect(SectionTable.match(name) == nil, "\(name)")
    }
  }

  @Test func `types are spelled as libbpf spells them`() throws {
    let questions =
      ProgramTypeFacts.all.map { "program \($0.type.rawValue)" }
      + AttachTypeFacts.all.map { "attach \($0.type.rawValue)" }
      + MapTypeFacts.all.map { "map \($0.type.rawValue)" }
    let names = ProgramTypeFacts.all.map(\.name) + AttachTypeFacts.all.map(\.name) + MapTypeFacts.all.map(\.name)
    let (answers, _) = try Self.ask(questions)
    try #require(answers.count == names.count)
    for (name, answer) in zip(names, answers) where answer != "-" { #expect(name == answer) }
    // What libbpf 1.4 does not know yet.
    #expect(answers.filter { $0 == "-" }.count <= 8)
  }
}
