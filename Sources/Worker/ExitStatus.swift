/// How a worker ends.
enum ExitStatus {
  /// Each job was answered to its end.
  static let done: Int32 = 0
  /// It could not do its part; standard error says why.
  static let failed: Int32 = 1
  /// Its command line means nothing.
  static let usage: Int32 = 2
  /// Assay went away: nobody reads the replies, or standard input ended before a job came or was done.
  static let readerGone: Int32 = 3
  /// A child found no further job: standard input has ended. Its parent ends as `done`, or `readerGone` after no job at all.
  static let noJob: Int32 = 4
}
