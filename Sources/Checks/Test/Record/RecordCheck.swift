import BPFObject
import Findings
import Fixtures
import Foundation
import Jobs
import KernelFacts
import Packets
import Placed
import Project
import Reports
import Synchronization

/// The flow of `assay test --record`: a capture's packets to cases of a test file, with what a program makes of each.
public enum RecordCheck {
  private static let captureLimit = 256 << 20
  /// More cases nobody reads.
  private static let packetLimit = 10_000

  /// The test file, and what is to be known about it. Nothing is written.
  ///
  /// - Throws: `CheckError` for a capture or an object that cannot be used, a program that takes no packets or is refused,
  ///   and for a file that is there already.
  public static func draft(
    _ request: RecordRequest, environment: [String: String], progress: @escaping @Sendable (CheckProgress) -> Void
  ) async throws(CheckError) -> (file: DraftedFile, notes: [String]) {
    if request.isLive { return try await LiveRecording(request, environment).draft(progress: progress) }
    let place = place(of: request)
    guard request.output == "-" || !LocalFile.exists(place.path) else { throw refusal(place.path) }
    let (packets, captureNotes) = try packets(of: request.capture)
    let (program, type) = try await program(request, environment)
    let draft = RecordDraft(program: program, type: type, object: place.object)
    let (recorded, kernel, notes) = try await recorded(
      draft.inputs(packets), place, request, count: packets.count, environment: environment, progress: progress)
    let capture = URL(fileURLWithPath: request.capture).lastPathComponent
    let head = [
      "Packets of \(capture), and what \(program) made of each on \(kernel), with maps that hold nothing.",
      "assay test --record wrote it: it says what came out, which is not yet what should.",
    ]
    let text = draft.text(packets, recorded, notes: head.map { TerminalText.escape($0) })
    return (
      DraftedFile(path: place.path, text: text, contents: NumberText.count(packets.count, "case")),
      captureNotes + notes
    )
  }

  /// What a program makes of cases that are not written yet, by their names; on which kernel; what is to be known.
  static func recorded(
    _ text: String, _ place: TestPlace, _ request: RecordRequest, count: Int, environment: [String: String],
    progress: @escaping @Sendable (CheckProgress) -> Void
  ) async throws(CheckError) -> (runs: [String: RecordedRun], kernel: String, notes: [String]) {
    let test = try LoadedTestFile(text, path: place.path, objects: [request.object])
    let runs = Mutex<[String: RecordedRun]>([:])
    let check = try await TestCheck(request.onOneKernel, tests: [test], environment: environment) { run in
      runs.withLock { $0[run.name] = run }
    }
    let result = await check.run(progress: progress)
    if let problem = result.problems.first { throw problem }
    let recorded = runs.withLock { $0 }
    return (recorded, try kernel(result, recorded, count), result.report.notes)
  }

  /// Writes the file, where none is.
  public static func write(_ file: DraftedFile) throws(CheckError) {
    let isNew: Bool
    do throws(FileError) {
      isNew = try LocalFile.create(Array(file.text.utf8), at: file.path)
    } catch {
      throw .undecided("\(error)")
    }
    guard isNew else { throw refusal(file.path) }
  }

  static func refusal(_ path: String) -> CheckError {
    .usage("\(path) is there already and stays as it is: --output names another file")
  }

  private static func place(of request: RecordRequest) -> TestPlace {
    let name = URL(fileURLWithPath: request.capture).deletingPathExtension().lastPathComponent
    let beside = LocalFile.join(LocalFile.parent(of: request.object), name + TestFile.suffix)
    return TestPlace(of: request.object, output: request.output == "-" ? beside : request.output ?? beside)
  }

  // MARK: What goes in

  private static func packets(of path: String) throws(CheckError) -> (packets: [RecordDraft.Sent], notes: [String]) {
    let capture: PacketCapture
    do {
      capture = try PacketCapture(try LocalFile.read(path, limit: captureLimit))
    } catch let error as FileError {
      throw .usage("\(error)")
    } catch {
      throw .usage("\(path) is no capture that can be read: \(error)")
    }
    guard capture.packets.count <= packetLimit else {
      throw .usage(
        "\(path) holds \(capture.packets.count) packets: a test file takes \(packetLimit) at most; cut it with editcap or tcpdump -c"
      )
    }
    let packets = capture.packets.enumerated().compactMap { index, packet in
      packet.ethernetFrame.map { RecordDraft.Sent(number: index + 1, bytes: $0) }
    }
    guard !packets.isEmpty else {
      throw .usage("\(path) holds no packet\(capture.packets.isEmpty ? "" : " of which an Ethernet frame can be made")")
    }
    var notes: [String] = []
    if packets.count < capture.packets.count {
      let left = capture.packets.count - packets.count
      notes.append("\(NumberText.count(left, "packet")) left out: no Ethernet frame can be made of their link type")
    }
    let cut = capture.packets.count { $0.originalLength > $0.bytes.count }
    if cut > 0 {
      notes.append("\(NumberText.count(cut, "packet")) cut off by the capture: tcpdump -s 0 takes all of them")
    }
    return (packets, notes)
  }

  /// The program that the packets are given to.
  private static func program(
    _ request: RecordRequest, _ environment: [String: String]
  ) async throws(CheckError) -> (name: String, type: ProgramType) {
    var show = ShowRequest(path: request.object)
    show.build = request.test.build
    let (object, _) = try await ShowCheck.object(show, environment: environment)
    let names = object.programs.map(\.name)
    let known = names.isEmpty ? "it has none" : "it has \(names.prefix(12).joined(separator: ", "))"
    guard let name = request.program ?? (names.count == 1 ? names[0] : nil) else {
      throw .usage("\(request.object) has several programs: --program says which; \(known)")
    }
    guard let program = object.program(named: name) else {
      throw .usage("\(request.object) has no program \(name): \(known)")
    }
    guard let match = program.match else {
      throw .usage("SEC(\"\(program.section)\") does not say of what type \(name) is")
    }
    let rules = TestRunRules(
      type: match.programType, attachType: match.attachType ?? AttachType(rawValue: 0), kernel: nil)
    if let obstacle = rules.obstacle { throw .usage("\(name): \(obstacle.summary)") }
    guard rules.facts?.packetBytes != nil else {
      throw .usage("\(name) is a program of type \(match.programType), which takes no packets")
    }
    return (name, match.programType)
  }

  // MARK: What came out

  /// The kernel that ran the packets.
  /// - Throws: `CheckError` when it ran none of them, or not all.
  private static func kernel(
    _ result: TestResult, _ runs: [String: RecordedRun], _ count: Int
  ) throws(CheckError) -> String {
    let unable = result.report.cases.first { $0.result == .environment || $0.result == .skipped }
    if let unable { throw .undecided(words(unable.reason)) }
    guard runs.values.contains(where: { $0.returned != nil }), runs.count == count else {
      let failed = result.report.cases.first { $0.reason != nil }
      throw CheckError(status: .fails, description: words(failed?.reason))
    }
    return result.report.cases.lazy.compactMap(\.kernel).first?.words ?? "a kernel"
  }

  private static func words(_ reason: Reason?) -> String {
    guard let reason else { return "the packets were not run" }
    return reason.summary + (reason.advice.map { ": \($0)" } ?? "")
  }
}
