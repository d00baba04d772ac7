import Foundation

/// `registry KIND OUTPUT NAME...` writes `let allKINDs: [any KIND.Type]` with every NAME.
@main
struct RegistryTool {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 3 else {
      FileHandle.standardError.write(Data("usage: registry KIND OUTPUT NAME...\n".utf8))
      exit(2)
    }
    let kind = arguments[1]
    let list = arguments.dropFirst(3).sorted().map { "  \($0).self,\n" }.joined()
    let body = """
      /// Every \(kind.lowercased()) there is, by file name.
      public let all\(kind)s: [any \(kind).Type] = [
      \(list)]

      """
    try body.write(toFile: arguments[2], atomically: true, encoding: .utf8)
  }
}
