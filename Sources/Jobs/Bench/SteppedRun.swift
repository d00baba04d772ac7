/// How a worker in a virtual machine has a run of a program stepped through by whoever holds the machine: it calls two
/// functions that do nothing, on a page of its own at a place that is known to both, and the machine stops there. Numbers are
/// of 64 bits, the least byte first; addresses are of the machine's memory.
public enum SteppedRun {
  /// Where the page lies.
  public static let page: UInt64 = 0x6173_7361_7000
  /// The first function: the next run is to be stepped through. Its arguments are where numbers lie and how many: where the
  /// program's functions begin and end, two numbers each, the program's own first.
  public static let begin = page
  /// The second: the run is over. Its arguments are where there is room for numbers, and for how many: the first is for the
  /// count of those that were left there, `isCut` added where the run took more. Each of them is the address of an
  /// instruction of the program that ran, or, below `leastAddress`, a count of others that ran then.
  public static let end = page + 16
  /// No kernel's code lies lower.
  public static let leastAddress: UInt64 = 1 << 63
  /// Added to the count of a run that was too long to be stepped through.
  public static let isCut: UInt64 = 1 << 63
  /// What the count is before anybody has answered.
  public static let unanswered = UInt64.max
  /// The most functions of a program (`BPF_MAX_SUBPROGS`, kernel/bpf/verifier.c).
  public static let mostFunctions = 256
  /// The most machine instructions that a run is stepped through.
  public static let mostSteps = 100_000
}
