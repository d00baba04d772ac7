/// How a captured command ended.
public struct BundleEnding: Codable, Hashable, Sendable {
  /// Its exit status; nil when a signal ended it.
  public var status: Int32?
  /// The signal that ended it.
  public var signal: Int32?

  /// It ended by itself.
  public static func exited(_ status: Int32) -> BundleEnding { BundleEnding(status: status) }

  /// A signal ended it.
  public static func killed(_ signal: Int32) -> BundleEnding { BundleEnding(signal: signal) }

  private init(status: Int32? = nil, signal: Int32? = nil) {
    self.status = status
    self.signal = signal
  }
}
