public import Foundation
public import Testing

/// A schema of the checkout, by which what Assay writes is read as others would read it: with Python's `jsonschema`.
public struct JSONSchema {
  private let path: String

  /// The schema at a path from the checkout's top.
  public init(_ relative: String) { path = Repository.path(relative).path }

  /// Expects a file to be valid by it. A test is cancelled where there is no `jsonschema`.
  public func expectValid(_ file: URL, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let python = try #require(Executables.find("python3") ?? nil, "no python3 in PATH", sourceLocation: sourceLocation)
    guard try await RunningCommand.run(python, ["-c", "import jsonschema"]).ending == .status(0) else {
      try Test.cancel("python3 has no jsonschema")
    }
    let script = "import json, sys, jsonschema; jsonschema.validate(*(json.load(open(f)) for f in sys.argv[1:]))"
    let result = try await RunningCommand.run(python, ["-c", script, file.path, path])
    #expect(result.ending == .status(0), "\(result.errorText)", sourceLocation: sourceLocation)
  }
}
