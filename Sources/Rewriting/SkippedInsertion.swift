/// An insertion that was left out, since there was no room for it.
public struct SkippedInsertion: Hashable, Sendable {
  /// Why.
  public enum Reason: Hashable, Sendable {
    /// It needs registers, all hold what is read later, and saving them would take more stack than 512 bytes, or more than
    /// was allowed.
    case noStack
    /// It needs registers, and none can be saved: none is known to hold a value.
    case noRegister
  }
  /// Where it was to be.
  public let place: EditPlace
  /// Why.
  public let reason: Reason
}
