import Jobs
import Project

/// The memory of what one kernel answers.
struct KernelMemory: Sendable {
  let memory: AnswerMemory
  /// A digest of all that its answers depend on beside the job.
  let kernel: String
  /// Whether what it measures is the same each time.
  let remembersBenches: Bool

  /// The name of the answer to a job; nil for a job whose answer is another each time.
  func name(of job: Job, _ attachments: [[UInt8]]) -> String? {
    switch job {
    case .verify, .test: break
    case .bench where remembersBenches: break
    case .bench, .header, .survey, .probe, .live: return nil
    }
    guard let header = try? CanonicalJSON.encode(job) else { return nil }
    var key = ContentHasher()
    key.add(kernel)
    key.add(Array(header))
    for attachment in attachments { key.add(attachment) }
    return key.finish()
  }
}
