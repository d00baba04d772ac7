import CKernel
import Jobs

/// What is loaded in the place of a program.
enum StandIn {
  /// An empty program of the same kind.
  case empty
  /// The program itself, with each of its instructions marked.
  case marked

  /// A hook that loads it in the place of a program, whose log goes to a buffer of the hook's from now on.
  func hook(for program: ProgramHandle) throws(Refusal) -> LoadHook {
    let buffer: LogBuffer
    do throws(KernelError) {
      buffer = try LogBuffer(capacities: [64 << 10])
    } catch {
      throw Refusal(.environment, Reason(error.summary, errno: error.code))
    }
    program.setLog(buffer)
    switch self {
    case .empty:
      let twin = EmptyTwin(type: program.type, attachType: program.attachType)
      return unsafe LoadHook(buffer) { unsafe twin.load($0) }
    case .marked: return unsafe LoadHook(buffer) { unsafe MarkedLoad.load($0) }
    }
  }
}
