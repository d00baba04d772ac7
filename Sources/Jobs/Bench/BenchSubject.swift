/// One thing to measure: a program in one case.
public struct BenchSubject: Codable, Hashable, Sendable {
  /// How the program is made to run.
  public enum Way: Codable, Hashable, Sendable {
    /// By test runs of the case's last run.
    case run
    /// Attached where its section says. Nil: by the cheapest driver that makes it run.
    case attached(BenchDriver?)
    /// Attached while a command runs to its end, with its words. The command's processor time is what is read.
    case workload([String])
  }
  /// Its number, which is its case's too.
  public var number: Int
  /// The program's function.
  public var program: String
  /// How it is made to run.
  public var way: Way
  /// How often.
  public var schedule: BenchSchedule

  /// A subject.
  public init(number: Int, program: String, way: Way, schedule: BenchSchedule) {
    self.number = number
    self.program = program
    self.way = way
    self.schedule = schedule
  }
}
