/// What the command line of `assay-worker` asks for. Its writer is Assay, not a person: there is no help.
enum Invocation: Equatable {
  /// Do the jobs that come over standard input.
  case job(JobOptions)
  /// Run a program that ends with us.
  case guardian([String])
  /// Be the first process of a virtual machine.
  case machine
  /// Print the build id.
  case version

  /// What Assay decides before a job is read.
  struct JobOptions: Equatable {
    /// Move to a network namespace of our own before there is a thread.
    var networkNamespace = false
    /// The most bytes of address space.
    var memoryLimit: UInt64?
  }

  /// The meaning of the arguments after the program's name; nil when they have none.
  init?(_ arguments: some Collection<String>) {
    var rest = arguments[...]
    // A kernel hands words of its command line that it does not know to its first process, before what follows `--`.
    if Array(rest).last == "machine" {
      self = .machine
      return
    }
    switch rest.first {
    case "--version" where rest.count == 1:
      self = .version
    case "guard":
      rest = rest.dropFirst()
      guard rest.popFirst() == "--", !rest.isEmpty else { return nil }
      self = .guardian(Array(rest))
    default:
      var options = JobOptions()
      while let option = rest.popFirst() {
        switch option {
        case "--network-namespace":
          options.networkNamespace = true
        case "--memory-limit":
          guard let limit = rest.popFirst().flatMap({ UInt64($0) }) else { return nil }
          options.memoryLimit = limit
        default: return nil
        }
      }
      self = .job(options)
    }
  }
}
