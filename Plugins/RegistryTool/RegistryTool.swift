import Foundation

/// `registry KIND OUTPUT NAME...` writes `let allKINDs: [any KIND.Type]` with every NAME; `registry examples OUTPUT FILE...`
/// writes the texts of `RULE/bad.bpf.c` and `RULE/good.bpf.c`.
@main
struct RegistryTool {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 3 else {
      FileHandle.standardError.write(Data("usage: registry KIND OUTPUT NAME...\n".utf8))
      exit(2)
    }
    let kind = arguments[1]
    guard kind != "examples" else { return try writeExamples(arguments[3...], to: arguments[2]) }
    let list = arguments.dropFirst(3).sorted().map { "  \($0).self,\n" }.joined()
    let body = """
      /// Every \(kind.lowercased()) there is, by file name.
      public let all\(kind)s: [any \(kind).Type] = [
      \(list)]

      """
    try body.write(toFile: arguments[2], atomically: true, encoding: .utf8)
  }

  private static func writeExamples(_ files: ArraySlice<String>, to output: String) throws {
    var cases = ""
    for file in files {
      let url = URL(fileURLWithPath: file)
      let rule = url.deletingLastPathComponent().lastPathComponent
      let half = url.lastPathComponent.split(separator: ".")[0]
      // What tests read of a file is no part of the lesson.
      let heads = [
        "// lint: ", "// lint-cflags: ", "// expect ", "// targets: ", "// needs: ", "// tags: ", "// cflags: ",
      ]
      let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
        .filter { line in !heads.contains { line.hasPrefix($0) } }.drop { $0 == "//" || $0.isEmpty }
        .map { $0.replacing(" // <finding>", with: "") }
      cases += "    case \"\(rule)/\(half)\":\n#\"\"\"\n\(lines.joined(separator: "\n"))\n\"\"\"#\n"
    }
    let body = """
      /// The programs of `corpus/lint`, by rule and half: `trace-printk/bad`.
      func ruleExample(_ name: String) -> String? {
        switch name {
      \(cases)    default: nil
        }
      }

      """
    try body.write(toFile: output, atomically: true, encoding: .utf8)
  }
}
