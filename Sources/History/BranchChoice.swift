/// Which runs of a history are taken.
public enum BranchChoice: Hashable, Sendable {
  /// Those of the branch that most runs are of; of several the first by name.
  case usual
  /// Those of a branch.
  case named(String)
  /// All, of whatever branch.
  case all
}
