/// What a worker says of a search, in order: the cases, then any number of finds and of figures, then the end. The reply's
/// attachment holds what the slices in coverage are of.
public enum ExploreNews: Codable, Hashable, Sendable {
  /// The inputs of the cases were run.
  case begun(ExploreBeginning)
  /// An input does something new.
  case found(ExploreFind)
  /// How far it is.
  case figures(ExploreFigures)
  /// It is over.
  case ended(Ending, ExploreFigures)

  /// Why a search is over.
  public enum Ending: String, Codable, Sendable {
    /// All ways are taken that can be, and no new return came for long.
    case complete
    /// Nothing new came for long.
    case plateau
    /// As many inputs were run as it may.
    case inputs
    /// It took as long as it may.
    case time
  }
}
