import Glibc
import Jobs

/// The whole of `assay-worker`.
public enum WorkerMain {
  /// Does what the command line asks for and ends the process. Must be the first statement of `main`: a network
  /// namespace is only taken for the whole process while it has one thread.
  public static func run(_ arguments: [String]) -> Never {
    switch Invocation(arguments.dropFirst()) {
    case .job(let options): exit(JobLoop.run(options))
    case .guardian(let command): exit(Guardian.run(command))
    case .machine: MachineInit.run()
    case .version:
      print(BuildIdentity.current)
      exit(ExitStatus.done)
    case nil:
      StandardStreams.complain("unknown arguments; assay starts this program, it is not for people")
      exit(ExitStatus.usage)
    }
  }
}
