/// How a worker ends.
enum ExitStatus {
  /// The job was answered to its end, or none came.
  static let done: Int32 = 0
  /// It could not do its part; standard error says why.
  static let failed: Int32 = 1
  /// Its command line means nothing.
  static let usage: Int32 = 2
  /// Assay went away: nobody reads the replies, or standard input ended before the job did.
  static let readerGone: Int32 = 3
}
