import CKernel

/// What is loaded in the place of a program.
enum StandIn {
  /// An empty program of the same kind.
  case empty
  /// The program itself, with each of its instructions marked.
  case marked

  /// A hook that loads it.
  func hook(for program: ProgramHandle) throws(Refusal) -> LoadHook {
    switch self {
    case .empty:
      let twin = EmptyTwin(type: program.type, attachType: program.attachType)
      return unsafe try LoadHook { unsafe twin.load($0) }
    case .marked: return unsafe try LoadHook { unsafe MarkedLoad.load($0) }
    }
  }
}
