import Foundation
import Glibc
import Jobs
import Synchronization
import TestSupport
import Testing

@testable import LiveKernel

/// What the kernel's statistics say of programs that are loaded.
@Suite(.requires("host:xdp")) struct LiveWatchTests {
  /// What the two sides of a test share.
  private final class Shared: Sendable {
    let isOver = Atomic(false)
    let hasEnded = Atomic(false)
  }

  /// The only window of a job, while a program of ours runs over and over.
  private func window(_ job: LiveJob, running program: EmptyProgram) throws -> LiveWindow {
    let shared = Shared()
    // A thread of its own: tasks share as many as there are processors.
    Thread.detachNewThread {
      while !shared.isOver.load(ordering: .relaxed) { _ = program.run(100) }
      shared.hasEnded.store(true, ordering: .releasing)
    }
    var taken: [LiveWindow] = []
    let failure = LiveWatch(job).run { taken.append($0) }
    shared.isOver.store(true, ordering: .relaxed)
    while !shared.hasEnded.load(ordering: .acquiring) { usleep(1000) }
    #expect(failure == nil)
    #expect(taken.count == 1)
    return try #require(taken.first)
  }

  @Test func `a program's runs are counted, and the floor is what an empty one is said to take`() throws {
    let program = try #require(EmptyProgram())
    let id = try #require(program.info?.id)
    let window = try window(LiveJob(LoadedSelection(ids: [id, .max]), milliseconds: 200), running: program)
    let found = try #require(window.programs.first)
    #expect(window.programs.count == 1 && found.id == id && found.type == "socket_filter" && found.tag.count == 16)
    #expect(found.runs >= 100 && found.nanoseconds > 0 && !found.isGone)
    #expect(window.nanoseconds >= 200_000_000)
    let floor = try #require(window.floor)
    #expect(floor.least > 0 && floor.least <= floor.value && floor.value <= floor.most)
    #expect(window.missing.map(\.name) == ["4294967295"] && window.missing.allSatisfy(\.isUnknown))
    #expect(window.missing.first?.reason.summary == "no program has the id 4294967295")
  }

  @Test func `of all programs one that ran is among them, and what measures is not`() throws {
    let program = try #require(EmptyProgram())
    let id = try #require(program.info?.id)
    let window = try window(LiveJob(LoadedSelection(takesAll: true), milliseconds: 100), running: program)
    #expect(window.programs.contains { $0.id == id && $0.runs > 0 })
    #expect(window.programs.map(\.id) == window.programs.map(\.id).sorted())
    // Statistics go with the descriptor that had them kept.
    if window.keeper == nil {
      let before = try #require(program.info?.runs)
      #expect(program.run(10))
      // Somebody else may have them kept by now.
      if StatisticsProbe.areKept() == false { #expect(program.info?.runs == before) }
    }
  }

  @Test func `a path that holds no program is told`() throws {
    var missing: [LiveWindow.Missing] = []
    let failure = LiveWatch(
      LiveJob(LoadedSelection(paths: ["/tmp/no-such-pin", "/proc/self/status"]), milliseconds: 10, windows: nil)
    )
    .run {
      missing += $0.missing
    }
    // It ends by itself: none of them comes back.
    #expect(failure == nil)
    #expect(missing.map(\.name) == ["/tmp/no-such-pin", "/proc/self/status"] && missing.allSatisfy(\.isUnknown))
    #expect(missing.last?.reason.summary == "/proc/self/status: nothing is pinned there")
  }
}
