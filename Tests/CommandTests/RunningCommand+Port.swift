import Foundation
import TestSupport

extension RunningCommand {
  /// The port that `assay export` says it serves on; the test's own limit ends the wait otherwise.
  func servedPort() async throws -> Int {
    for _ in 0..<2000 {
      if let match = errorsSoFar().firstMatch(of: /serving http:\/\/[^ ]*:([0-9]+)\//), let port = Int(match.1) {
        return port
      }
      try await Task.sleep(for: .milliseconds(10))
    }
    throw NotServing(description: errorsSoFar())
  }

  /// A server that does not say its port.
  struct NotServing: Error, CustomStringConvertible {
    let description: String
  }
}
