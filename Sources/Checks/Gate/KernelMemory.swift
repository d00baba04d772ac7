import BPFObject
import Jobs
import Project

/// The memory of what one kernel answers.
struct KernelMemory: Sendable {
  let memory: AnswerMemory
  /// A digest of all that its answers depend on beside the job.
  let kernel: String
  /// Whether it is in a virtual machine, where what it counts is the same each time.
  let isMachine: Bool

  /// Whether a failure of a job would be the same each time.
  func isCertain(_ job: Job) -> Bool {
    switch job {
    case .verify, .bench: isMachine
    case .test, .explore, .header, .survey, .probe, .live, .loaded, .readOut, .keepStatistics: false
    }
  }

  /// A digest of what is loaded of an object; of bytes that are none, of these.
  private static func contents(of bytes: [UInt8]) -> String {
    (try? ObjectFile(bytes: bytes, name: ""))?.contents ?? ContentHasher.digest(of: bytes)
  }

  /// The name of the answer to a job; nil for a job whose answer is another each time.
  func name(of job: Job, _ attachments: [[UInt8]]) -> String? {
    switch job {
    case .verify, .test: break
    case .bench where isMachine: break
    case .bench, .explore, .header, .survey, .probe, .live, .loaded, .readOut, .keepStatistics: return nil
    }
    guard let header = try? CanonicalJSON.encode(job) else { return nil }
    var key = ContentHasher()
    key.add(kernel)
    key.add(Array(header))
    var rest = attachments[...]
    // What a run comes to and costs does not depend on lines and comments; what is said of a refusal does.
    if case .verify = job {} else if let object = rest.popFirst() { key.add(Self.contents(of: object)) }
    for attachment in rest { key.add(attachment) }
    return key.finish()
  }
}
