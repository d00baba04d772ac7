import Foundation
public import Jobs

/// What a watch of loads tells: a line of its JSON.
public struct WatchEvent: Encodable, Hashable, Sendable {
  /// What happened.
  public enum Kind: String, Encodable, Sendable {
    /// The program was loaded when the watch began.
    case there
    /// It was loaded.
    case loaded
    /// It ran in a window.
    case ran
    /// It is not loaded any more.
    case gone
    /// Programs came and went between two looks.
    case passed
  }

  /// What happened.
  public let event: Kind
  /// When it was seen, as ISO 8601 writes it, in UTC.
  public let time: String
  /// The kernel's number of the program.
  public var id: UInt32?
  /// Its function.
  public var name: String?
  /// Its type, as `bpf_prog_type` names it.
  public var type: String?
  /// The digest of its instructions.
  public var tag: String?
  /// What the kernel said of it: what is seen was taken.
  public var verdict: Verdict?
  /// What is known of its load.
  public var load: LiveLoad?
  /// Runs in the window.
  public var runs: Int?
  /// Nanoseconds of those runs, as the statistics say.
  public var nanoseconds: Int?
  /// The length of the window, in nanoseconds.
  public var window: Int?
  /// The part of one processor that it took, without what an empty program is said to take; nil where that is not known.
  public var share: Double?
  /// How many programs came and went unseen, at least.
  public var count: Int?

  init(_ event: Kind, _ row: WatchTable.Row, in window: LiveWindow? = nil, now: Date) {
    self.event = event
    time = now.formatted(.iso8601)
    (id, name, type, tag) = (row.program.id, row.program.name, row.program.type, row.program.tag)
    if event == .there || event == .loaded { (verdict, load) = (.accepted, row.load) }
    guard event == .ran, let window else { return }
    (runs, nanoseconds, self.window) = (row.program.runs, row.program.nanoseconds, window.nanoseconds)
    share = LiveCost(row.program, in: window).share
  }

  init(passed count: Int, now: Date) {
    event = .passed
    time = now.formatted(.iso8601)
    self.count = count
  }

  /// The event as a line for people; nil for what tables tell.
  public var line: String? {
    switch event {
    case .ran: nil
    case .passed: "\(time)  passed  at least \(NumberText.count(count ?? 0, "program")) came and went between two looks"
    case .gone: "\(time)  gone    \(id ?? 0)  \(title)"
    case .there, .loaded: "\(time)  \(event == .there ? "there " : "loaded")  \(id ?? 0)  \(title)\(facts)"
    }
  }

  private var title: String { "\(type ?? "")/\(name?.isEmpty == false ? name ?? "" : tag ?? "")" }

  private var facts: String {
    guard let load else { return "" }
    var facts: [String] = []
    if let count = load.instructions { facts.append(NumberText.count(count, "instruction")) }
    if let count = load.verifiedInstructions { facts.append("\(NumberText.grouped(count)) verified") }
    if let bytes = load.jitedBytes { facts.append("\(NumberText.grouped(bytes)) B of machine code") }
    facts.append("by \(Self.loader(load))")
    return ": " + facts.joined(separator: ", ")
  }

  /// A program's type and name.
  static func title(_ program: LiveProgram) -> String {
    "\(program.type)/\(program.name.isEmpty ? program.tag : program.name)"
  }

  /// When a program was loaded, in UTC: the time of this day, or the date of an earlier one.
  static func moment(_ load: LiveLoad, now: Date) -> String {
    let text = Date(timeIntervalSince1970: Double(load.loaded / 1_000_000_000)).formatted(.iso8601)
    let isToday = text.prefix(10) == now.formatted(.iso8601).prefix(10)
    return String(isToday ? text.dropFirst(11).prefix(8) : text.prefix(10))
  }

  /// Who loaded it: the user, and who has it open.
  static func loader(_ load: LiveLoad) -> String {
    let user = "user \(load.user)"
    guard let first = load.holders.first else { return user }
    let more = load.holders.count > 1 ? " and \(load.holders.count - 1) more" : ""
    return "\(first.name)[\(first.id)]\(more), \(user)"
  }
}
