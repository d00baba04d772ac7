import Foundation
import Jobs
import SystemPackage
import TestSupport

@testable import Workers

/// A worker that says what a test wants: a shell script that writes ready frames.
struct FakeWorker {
  let directory: TemporaryDirectory

  static let hello = Hello(
    build: BuildIdentity.current, kernelRelease: "6.1.0", machine: "x86_64", libbpf: "1.4", networkNamespace: nil)

  /// A worker with that script. In it `say NAME` writes the replies of that name.
  init(_ script: String, replies: [String: [Reply]] = [:]) throws {
    try self.init(
      script, bytes: replies.mapValues { replies in try replies.flatMap { try FrameWriter().bytes(of: Frame($0)) } })
  }

  init(_ script: String, bytes: [String: [UInt8]]) throws {
    directory = try TemporaryDirectory()
    for (name, bytes) in bytes { try directory.write(bytes, to: name) }
    let head = "#!/bin/sh\ncd '\(directory.url.path)' || exit 9\nsay() { /bin/cat \"$1\"; }\n"
    let file = try directory.write(head + script + "\n", to: "worker")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
  }

  func transport(silence: Duration = .seconds(60), atOnce: Int? = nil) throws -> ProcessTransport {
    let location = try WorkerLocation(explicit: FilePath(directory.path("worker").path))
    return ProcessTransport(worker: location, limits: WorkerLimits(silence: silence), atOnce: atOnce)
  }

  func pool(silence: Duration = .seconds(60), atOnce: Int? = nil) throws -> WorkerPool {
    WorkerPool(try transport(silence: silence, atOnce: atOnce))
  }

  /// The lines of a file that the script wrote.
  func lines(_ name: String) -> [String] {
    let text = try? String(contentsOf: directory.path(name), encoding: .utf8)
    return (text ?? "").split(separator: "\n").map(String.init)
  }
}
